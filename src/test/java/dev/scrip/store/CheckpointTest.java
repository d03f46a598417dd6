package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Code;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A checkpoint is what the ledger was at its instant, whatever is written while it is read. A
 * failure prints its seed: {@code -Dcheckpoints.seed=<seed>} runs that one alone, {@code
 * -Dcheckpoints.count} sets how many run otherwise.
 */
@QuarkusTest
class CheckpointTest extends StoreFixture {

  private static final long FIRST_SEED = 20_261_127L;
  private static final int DEFAULT_COUNT = 500;

  private static OwnRedis own;

  @TempDir Path directory;

  @BeforeAll
  static void startRedis() throws IOException {
    own = OwnRedis.start();
    // Small hashes are returned in one page otherwise.
    for (String name : List.of("hash-max-ziplist-entries", "zset-max-ziplist-entries")) {
      own.command(Command.CONFIG, "SET", name, "0");
    }
  }

  @AfterAll
  static void stopRedis() throws IOException {
    own.close();
  }

  /**
   * Random writes between the calls of the reader, after which what Redis holds is noted: so it is
   * known what it held at the instant, whichever call tells it.
   */
  @Test
  void isTheLedgerAtItsInstantWhateverIsWritten() throws Exception {
    AtomicInteger allocatedMeanwhile = new AtomicInteger();
    int count =
        Seeds.run(
            "checkpoints",
            FIRST_SEED,
            DEFAULT_COUNT,
            seed -> {
              Run run = new Run(seed);
              run.check();
              if (run.isAllocatedMeanwhile) {
                allocatedMeanwhile.incrementAndGet();
              }
            });
    if (count > 1) {
      assertThat(allocatedMeanwhile.get())
          .as("checkpoints in which an entry of 1,000 postings was written")
          .isGreaterThan(count / 50);
    }
  }

  @Test
  void anEmptyLedgerHasNoAccounts() throws IOException {
    LedgerReader reader = ownReader(LedgerBuilder.points().build(), isWritten -> {});
    try (Checkpoint checkpoint = Checkpoint.read(reader, settings(1_000, 5))) {
      assertThat(checkpoint.accounts()).isExhausted();
      assertThat(checkpoint.state().last()).isEqualTo(EntryId.ZERO);
      assertThat(checkpoint.state().supply()).isNull();
    }
  }

  @Test
  void failsIfRedisIsRestartedInTheMiddle() throws Exception {
    // Users are not kept over a restart, so it is the default user's connection.
    try (OwnRedis redis = OwnRedis.start()) {
      LedgerDefinition definition = LedgerBuilder.points().plain().build();
      TestLedger ledger = new TestLedger(store(redis.nodesForAll(TIMEOUT), SETTINGS), definition);
      for (int i = 0; i < 200; i++) {
        ledger.applied(ledger.create("account " + i, "1"));
      }
      AtomicBoolean restarted = new AtomicBoolean();
      LedgerReader reader =
          new LedgerReader(
              new RedisLedgerStore(redis.nodesForAll(TIMEOUT), SETTINGS, NO_LEDGERS)
                  .ledger(definition),
              new RedisScripts(redis.nodesForAll(TIMEOUT)),
              new CountingPace(
                  4,
                  () -> {
                    redis.restart();
                    restarted.set(true);
                  }));
      assertThatThrownBy(() -> Checkpoint.read(reader, settings(1_000, 5)).close())
          .isInstanceOfSatisfying(
              RefusedException.class,
              refused -> assertThat(refused.refusal().code()).isEqualTo(Code.STORE_UNAVAILABLE));
      assertThat(restarted).isTrue();
      assertThat(ledger.supply().accounts()).as("the restarted server has its data").isEqualTo(200);
      assertNoFiles();
    }
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsAnErrorAndNoFilesAreLeft() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    for (int i = 0; i < 50; i++) {
      ledger.applied(ledger.create("account " + i, "1"));
    }
    CheckpointSettings nowhere = new CheckpointSettings(directory.resolve("missing"), 1_000, 5);
    assertThatThrownBy(() -> Checkpoint.read(reader(ledger), nowhere).close())
        .isInstanceOf(IOException.class);
    try (Checkpoint checkpoint = Checkpoint.read(reader(ledger), settings(1_000, 5))) {
      assertThat(checkpoint.accounts()).toIterable().hasSize(50);
      // They have no names even now, so they go with the process however it ends.
      assertNoFiles();
    }
  }

  private void assertNoFiles() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  private CheckpointSettings settings(long memory, int page) {
    return new CheckpointSettings(directory, memory, page);
  }

  private static LedgerReader ownReader(LedgerDefinition definition, LedgerReader.Pace pace) {
    RedisLedger ledger =
        new RedisLedgerStore(own.nodes(TIMEOUT), SETTINGS, NO_LEDGERS).ledger(definition);
    return new LedgerReader(ledger, new RedisScripts(own.nodes(TIMEOUT)), pace);
  }

  /** Runs something once, after some calls. */
  private static final class CountingPace implements LedgerReader.Pace {

    private int calls;
    private final Step step;

    interface Step {
      void run() throws IOException, InterruptedException;
    }

    CountingPace(int calls, Step step) {
      this.calls = calls;
      this.step = step;
    }

    @Override
    public void pause(boolean isWritten) throws InterruptedException {
      if (--calls == 0) {
        try {
          step.run();
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** One run of a seed: a ledger, what is written to it, and a checkpoint beside it. */
  private final class Run {

    private final Random random;
    private final TestLedger ledger;
    private final TestLedger reaping;

    /** The same ledger with a log if it has none, or without the one that it has. */
    private final TestLedger switched;

    private final LedgerDefinition definition;
    private final int names;
    private final int writes;

    /** After how many calls a token whose first entry has 1,000 postings gets them, or 0. */
    private final int allocateAt;

    private boolean isAllocatedMeanwhile;
    private int calls;

    /** What Redis held, by the journal's last entry. */
    private final Map<String, Map<String, Map<String, String>>> states = new TreeMap<>();

    Run(long seed) {
      random = Seeds.random(seed);
      names = 5 + random.nextInt(300);
      writes = random.nextInt(4);
      LedgerStore ownStore = store(own.nodes(TIMEOUT), SETTINGS);
      int kind = random.nextInt(6);
      allocateAt = kind == 1 ? random.nextInt(10) : 0;
      LedgerBuilder builder =
          switch (kind) {
            case 0 -> LedgerBuilder.token("1" + "0".repeat(random.nextInt(30)));
            case 1 -> allocated();
            default -> LedgerBuilder.points().min("-10").log(random.nextBoolean());
          };
      definition = builder.plain().build();
      ledger = new TestLedger(ownStore, definition);
      switched =
          new TestLedger(
              ownStore, builder.ledger(definition.ledger()).log(!definition.log()).build());
      reaping =
          isToken()
              ? null
              : new TestLedger(ownStore, builder.log(definition.log()).min("1").build());
    }

    /** A token whose first entry has 1,000 postings. */
    private static LedgerBuilder allocated() {
      LedgerBuilder builder = LedgerBuilder.token("5000");
      for (int i = 0; i < 1000; i++) {
        builder.allocation("account " + i, "5");
      }
      return builder;
    }

    private boolean isToken() {
      return definition.totalSupply().signum() > 0;
    }

    void check() throws Exception {
      for (int i = random.nextInt(names) - 10; i >= 0 && allocateAt == 0; i--) {
        write();
      }
      CheckpointSettings settings = settings(1 + random.nextInt(50_000), 1 + random.nextInt(30));
      LedgerReader reader =
          ownReader(
              definition,
              isWritten -> {
                if (++calls == allocateAt) {
                  ledger.ledger().initialize(Operation.Options.NONE);
                }
                for (int i = random.nextInt(writes + 1); i > 0; i--) {
                  write();
                }
                note();
              });
      note();
      try (Checkpoint checkpoint = Checkpoint.read(reader, settings)) {
        compare(checkpoint);
        isAllocatedMeanwhile =
            allocateAt > 0
                && checkpoint.begin().equals(EntryId.ZERO)
                && !checkpoint.state().last().equals(EntryId.ZERO);
      }
      JournalReplay.assertAgrees(own.redis(), definition.ledger());
    }

    private void write() {
      switch (random.nextInt(40)) {
        case 0 -> sendMany();
        case 1 -> {
          if (isToken()) {
            ledger.ledger().initialize(Operation.Options.NONE);
          } else {
            reaping.ledger().reap(Operation.Options.NONE);
          }
        }
        case 2, 3, 4, 5, 6, 7, 8, 9 -> switched.apply(operation());
        default -> ledger.apply(operation());
      }
    }

    private Operation operation() {
      String account = "account " + random.nextInt(names);
      String other = "account " + random.nextInt(names);
      return switch (random.nextInt(6)) {
        case 0, 1 -> ledger.create(account, Integer.toString(random.nextInt(20) - 5));
        case 2 -> ledger.delete(account);
        case 3 -> ledger.add(account, Integer.toString(random.nextInt(9) - 4));
        case 4 -> TestLedger.withReason("because " + random.nextInt(9), ledger.delete(account));
        default ->
            ledger.transfer(
                isToken() && random.nextBoolean() ? "treasury" : account,
                other,
                Integer.toString(random.nextInt(5)));
      };
    }

    /** Grows the hashes so that Redis moves their fields. */
    private void sendMany() {
      int count = 1 + random.nextInt(200);
      long from = random.nextInt(10_000);
      List<Operation> many = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        many.add(ledger.create("many " + (from + i), "1"));
      }
      ledger.together(many.toArray(Operation[]::new));
    }

    private void note() {
      Response last =
          command(
              own.redis(),
              Command.XREVRANGE,
              key(definition.ledger(), "transactions"),
              "+",
              "-",
              "COUNT",
              "1");
      String entry = last.size() == 0 ? "0-0" : last.get(0).get(0).toString();
      states.computeIfAbsent(entry, unknown -> held());
    }

    private Map<String, Map<String, String>> held() {
      Map<String, Map<String, String>> held = new TreeMap<>();
      for (String name : List.of("balances", "closed", "created", "deleted", "info")) {
        Map<String, String> fields = new TreeMap<>();
        Response reply = command(own.redis(), Command.HGETALL, key(definition.ledger(), name));
        for (String field : reply.getKeys()) {
          fields.put(field, reply.get(field).toString());
        }
        fields.remove("");
        held.put(name, fields);
      }
      return held;
    }

    private void compare(Checkpoint checkpoint) throws IOException {
      Map<String, Map<String, String>> found = new TreeMap<>();
      for (String name : List.of("balances", "closed", "created", "deleted")) {
        found.put(name, new TreeMap<>());
      }
      BigInteger sum = BigInteger.ZERO;
      Iterator<AccountState> accounts = checkpoint.accounts();
      String before = "";
      while (accounts.hasNext()) {
        AccountState each = accounts.next();
        assertThat(each.account()).isGreaterThan(before);
        before = each.account();
        if (each.balance() == null) {
          found
              .get("closed")
              .put(before, closed(each.chain().toString(), each.created(), each.deleted()));
          continue;
        }
        found.get("balances").put(before, each.balance() + " " + each.chain());
        sum = sum.add(new BigInteger(each.balance()));
        if (each.created() != null) {
          found.get("created").put(before, each.created());
        }
        if (each.deleted() != null) {
          found.get("deleted").put(before, each.deleted());
        }
      }
      Map<String, Map<String, String>> held = states.get(checkpoint.state().last().toString());
      assertThat(held).isNotNull();
      String supply = held.remove("info").getOrDefault("circulatingSupply", "0");
      assertThat(found).isEqualTo(held);
      assertThat(checkpoint.state().accounts()).isEqualTo(found.get("balances").size());
      assertThat(checkpoint.state().closed()).isEqualTo(found.get("closed").size());
      assertThat(checkpoint.state().created()).isEqualTo(found.get("created").size());
      assertThat(checkpoint.state().deleted()).isEqualTo(found.get("deleted").size());
      assertThat(sum).hasToString(supply);
      if (checkpoint.state().supply() != null) {
        assertThat(checkpoint.state().supply()).hasToString(supply);
      }
    }
  }
}
