package dev.scrip.store;

import dev.scrip.archive.ArchiveKeys;
import dev.scrip.domain.LedgerDefinition;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the tests of the store share: a store on a real Redis. Each test has ledgers of its own, so
 * nothing needs to be cleared away.
 */
abstract class StoreFixture {

  /** The configured ledgers of stores that are asked for ledgers by definition alone. */
  static final Function<String, LedgerDefinition> NO_LEDGERS =
      name -> {
        throw new IllegalArgumentException("no ledger is configured: " + name);
      };

  static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** So small that ledgers of tests are read in pages and sorted in files. */
  static final CheckpointSettings CHECKPOINT =
      new CheckpointSettings(Path.of(System.getProperty("java.io.tmpdir")), 10_000, 7);

  /** No backups. */
  static final BackupSettings NO_ARCHIVE =
      new BackupSettings(
          null, ArchiveKeys.NONE, Duration.ZERO, Duration.ZERO, null, 0, 0, CHECKPOINT);

  static final StoreSettings SETTINGS = settings(Duration.ofHours(24), TIMEOUT);

  @Inject Redis redis;
  @Inject RedisNodes configured;

  /** The servers that stores use, for the user with which the tests are run. */
  RedisNodes nodes;

  LedgerStore store;

  /** The usual settings, with another retention of ids and another timeout of calls and jobs. */
  static StoreSettings settings(Duration retention, Duration timeout) {
    return new StoreSettings(
        retention, true, timeout, false, 1000, timeout, CHECKPOINT, NO_ARCHIVE);
  }

  @BeforeEach
  void openStore() {
    nodes = RestrictedUser.of(redis, configured, TIMEOUT);
    store = store(nodes, SETTINGS);
  }

  /** A store whose replies tell names, whatever the ledger's account cipher. */
  static LedgerStore store(RedisNodes nodes, StoreSettings settings) {
    return new NamingStore(new RedisLedgerStore(nodes, settings, StoreFixture.NO_LEDGERS));
  }

  TestLedger open(LedgerBuilder definition) {
    return open(definition.build());
  }

  TestLedger open(LedgerDefinition definition) {
    return new TestLedger(store, definition);
  }

  /** A token ledger that has been initialized. */
  TestLedger openToken(LedgerBuilder definition) {
    TestLedger ledger = open(definition);
    ledger.ledger().initialize(dev.scrip.domain.Operation.Options.NONE);
    return ledger;
  }

  /** A reader of a ledger, without pauses. */
  LedgerReader reader(TestLedger ledger) {
    return reader(ledger.definition(), isWritten -> {});
  }

  /** A reader of a ledger. */
  LedgerReader reader(LedgerDefinition definition, LedgerReader.Pace pace) {
    RedisLedger ledger = new RedisLedgerStore(nodes, SETTINGS, NO_LEDGERS).ledger(definition);
    return new LedgerReader(ledger, new RedisScripts(nodes.separate()), pace);
  }

  /** A key of a ledger. */
  static String key(TestLedger ledger, String name) {
    return key(ledger.definition().ledger(), name);
  }

  /** A key of the ledger of a name. */
  static String key(String ledger, String name) {
    return "{" + ledger + "}:" + name;
  }

  /** All that Redis holds of a ledger. */
  LedgerDump dump(TestLedger ledger) {
    return LedgerDump.of(redis, ledger.definition().ledger());
  }

  Response command(Command command, String... arguments) {
    return command(redis, command, arguments);
  }

  /** What is stored of an account that has left a ledger; a record is null if there is none. */
  static String closed(String chain, String created, String deleted) {
    return created == null && deleted == null
        ? chain
        : chain + "\n" + Objects.toString(created, "") + "\n" + Objects.toString(deleted, "");
  }

  static Response command(Redis redis, Command command, String... arguments) {
    Request request = Request.cmd(command);
    for (String argument : arguments) {
      request.arg(argument);
    }
    try {
      return redis
          .send(request)
          .toCompletionStage()
          .toCompletableFuture()
          .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The address of Redis; of a cluster one node, which receives what is published at any node. */
  static String address() {
    return external().isEmpty()
        ? "redis://127.0.0.1:" + System.getProperty("embedded-redis.test.port")
        : external().replaceAll(",.*", "");
  }

  /** Whether the tests run against a cluster. */
  static boolean isCluster() {
    return external().contains(",");
  }

  private static String external() {
    return Optional.ofNullable(System.getenv("SCRIP_TEST_REDIS_URL")).orElse("").strip();
  }

  /**
   * Publishes on a channel of a ledger, from where the ledger is: whoever listens elsewhere in a
   * cluster receives messages in order only if they were published at the same node.
   */
  void publish(String ledger, String channel, String message) {
    command(
        Command.EVAL,
        "return redis.call('PUBLISH', ARGV[1], ARGV[2])",
        "1",
        Keys.of(ledger).get(0),
        ledger + ":" + channel,
        message);
  }

  void forgetScripts() {
    command(Command.SCRIPT, "FLUSH");
  }
}
