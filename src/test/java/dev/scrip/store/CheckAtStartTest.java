package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.config.Ledgers;
import dev.scrip.config.ScripSettings;
import dev.scrip.config.TestSettings;
import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.RefusedException;
import dev.scrip.store.LedgerCheck.Kind;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With which Redis the application starts, and what it logs about the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckAtStartTest {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "scrip.ledgers.points.kind",
          "points",
          "scrip.ledgers.gold.kind",
          "token",
          "scrip.ledgers.gold.total-supply",
          "5");

  private final RecordedLog log = new RecordedLog(CheckAtStart.class);
  private OwnRedis own;

  @BeforeAll
  void start() throws IOException {
    own = OwnRedis.start();
  }

  @AfterAll
  void stop() throws IOException {
    own.close();
  }

  @BeforeEach
  void begin() {
    own.command(Command.FLUSHALL);
    own.command(Command.CONFIG, "SET", "maxmemory-policy", "noeviction");
    log.start();
  }

  @AfterEach
  void end() {
    log.stop();
  }

  /** A points ledger and a token ledger, as configured. */
  static Ledgers ledgers() {
    try {
      Constructor<Ledgers> constructor = Ledgers.class.getDeclaredConstructor(ScripSettings.class);
      constructor.setAccessible(true);
      return constructor.newInstance(TestSettings.of(SETTINGS));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static StoreCheck storeCheck(RedisNodes nodes, boolean allowEviction) {
    Ledgers ledgers = ledgers();
    StoreSettings settings =
        new StoreSettings(
            Duration.ofHours(24),
            true,
            StoreFixture.TIMEOUT,
            allowEviction,
            1000,
            StoreFixture.TIMEOUT,
            StoreFixture.CHECKPOINT,
            StoreFixture.NO_ARCHIVE);
    return new StoreCheck(new RedisLedgerStore(nodes, settings, ledgers::get), ledgers);
  }

  private RedisNodes all() {
    return own.nodesForAll(StoreFixture.TIMEOUT);
  }

  private static void start(RedisNodes nodes) {
    start(nodes, false);
  }

  private static void start(RedisNodes nodes, boolean allowEviction) {
    new CheckAtStart(storeCheck(nodes, allowEviction)).onStart(new StartupEvent());
  }

  @Test
  void startsWithTheDocumentedUserAndWritesNoData() {
    start(RestrictedUser.create(own.redis(), StoreFixture.TIMEOUT));
    assertThat(log.lines()).isEmpty();
    assertThat(LedgerDump.of(own.redis(), "points").keys()).isEmpty();
    assertThat(LedgerDump.of(own.redis(), "gold").keys()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"unlink", "zadd", "hmget", "evalsha"})
  void doesNotStartWithoutARight(String command) {
    RedisNodes user = RestrictedUser.create(own.redis(), StoreFixture.TIMEOUT);
    RestrictedUser.change(own.redis(), "-" + command);
    assertThatThrownBy(() -> start(user))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Scrip cannot start: The Redis user may not call ")
        .hasMessageContaining(command.toUpperCase(java.util.Locale.ROOT))
        .hasMessageEndingWith("docs/operating.md lists under Rights of the Redis user.")
        .message()
        .doesNotContain("\n", "script:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"allkeys-lru", "volatile-ttl"})
  void doesNotStartWithEvictionUnlessAllowed(String policy) {
    own.command(Command.CONFIG, "SET", "maxmemory-policy", policy);
    assertThatThrownBy(() -> start(all()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("maxmemory-policy " + policy)
        .hasMessageContaining("scrip.allow-eviction=true");
    start(all(), true);
    assertThat(log.lines()).isEmpty();
  }

  /** As at the start, where Redis could not be reached then. */
  @Test
  void doesNotWriteWithEviction() {
    own.command(Command.CONFIG, "SET", "maxmemory-policy", "allkeys-lru");
    TestLedger ledger =
        new TestLedger(
            StoreFixture.store(all(), StoreFixture.SETTINGS), LedgerBuilder.points().build());
    assertThatThrownBy(() -> ledger.apply(ledger.create("ann", "1")))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.STORE_UNAVAILABLE);
              assertThat(refused.refusal().fields()).containsEntry("outcome", "not-applied");
            });
    own.command(Command.CONFIG, "SET", "maxmemory-policy", "noeviction");
    ledger.applied(ledger.create("ann", "1"));
  }

  @Test
  void warnsWhereThePolicyIsUnknown() {
    RedisNodes user = RestrictedUser.create(own.redis(), StoreFixture.TIMEOUT);
    RestrictedUser.change(own.redis(), "-info");
    start(user);
    assertThat(log.lines())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("WARN Redis does not tell"));
  }

  /** The data of one ledger do not keep the others from being served. */
  @Test
  void logsWhatIsWrongWithALedger() {
    own.command(
        Command.HSET, "{points}:info", "definition", "{\"kind\":\"token\",\"decimals\":\"0\"}");
    own.command(Command.HSET, "{gold}:balances", "ann", "1 1-1");
    start(all());
    assertThat(log.lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("ERROR Redis holds data of ledger gold"))
        .anyMatch(line -> line.startsWith("ERROR Ledger points has another definition in Redis"));
  }

  @Test
  void startsWithoutRedis() throws IOException {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    Vertx vertx = Vertx.vertx();
    RedisOptions options = new RedisOptions().setConnectionString("redis://127.0.0.1:" + nobody);
    RedisNodes nodes = new RedisNodes(vertx, options, StoreFixture.TIMEOUT.toMillis());
    try {
      assertThatCode(() -> start(nodes)).doesNotThrowAnyException();
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARN Redis could not be checked")
          .contains("Connection refused");
    } finally {
      vertx.close();
    }
  }

  @Test
  void aCheckHasAResultForEachLedger() throws Exception {
    StoreCheck check = storeCheck(all(), false);
    List<LedgerCheck> results =
        check.all().toCompletableFuture().get(StoreFixture.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    assertThat(results).extracting(LedgerCheck::ledger).containsExactly("gold", "points");
    assertThat(results.get(0).findings())
        .extracting(LedgerCheck.Finding::kind)
        .containsExactly(Kind.NOT_INITIALIZED);
    assertThat(results.get(1).findings()).isEmpty();
    LedgerDefinition points = ledgers().get("points");
    assertThat(check.ledger(points.ledger()).toCompletableFuture().join())
        .isEqualTo(results.get(1));
  }
}
