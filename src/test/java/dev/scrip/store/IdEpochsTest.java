package dev.scrip.store;

import static dev.scrip.store.TestLedger.accepted;
import static dev.scrip.store.TestLedger.withId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long operation ids are remembered, whatever the clock of Redis and the stored epoch say. */
@QuarkusTest
class IdEpochsTest extends StoreFixture {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DECADE = Duration.ofDays(3650);

  private final RecordedLog log = new RecordedLog(WriteNotes.class);

  @BeforeEach
  void record() {
    log.start();
  }

  @AfterEach
  void stopRecording() {
    log.stop();
  }

  @Test
  void remembersAnIdForTwoRetentionsAndForgetsItAfterThree() {
    TestLedger ledger = openWithRetention(LedgerBuilder.points().build(), HOUR);
    ledger.applied(ledger.create("ann", "0"));
    applyNew(ledger, "first");
    pass(ledger, HOUR.minus(MINUTE));
    applyNew(ledger, "late in the first epoch");
    pass(ledger, MINUTE.multipliedBy(2));
    applyNew(ledger, "second epoch");
    pass(ledger, HOUR);
    assertReplayed(ledger, "first", "late in the first epoch", "second epoch");
    applyNew(ledger, "third epoch");
    pass(ledger, HOUR.minus(MINUTE.multipliedBy(2)));
    assertReplayed(ledger, "first", "late in the first epoch", "second epoch", "third epoch");
    pass(ledger, MINUTE.multipliedBy(2));
    applyNew(ledger, "fourth epoch");
    assertReplayed(ledger, "second epoch", "third epoch", "fourth epoch");
    assertForgotten(ledger, "first");
    assertForgotten(ledger, "late in the first epoch");
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void forgetsAfterThreeRetentionsHoweverLateAnEpochIsEntered() {
    TestLedger ledger = openWithRetention(LedgerBuilder.points().build(), HOUR);
    ledger.applied(ledger.create("ann", "0"));
    applyNew(ledger, "first");
    pass(ledger, HOUR.multipliedBy(2).minus(MINUTE));
    applyNew(ledger, "second epoch");
    pass(ledger, MINUTE.multipliedBy(2));
    applyNew(ledger, "third epoch");
    assertReplayed(ledger, "first");
    pass(ledger, HOUR);
    applyNew(ledger, "fourth epoch");
    assertForgotten(ledger, "first");
    assertReplayed(ledger, "second epoch", "third epoch");
  }

  @Test
  void remembersThroughASilence() {
    TestLedger ledger = openWithRetention(LedgerBuilder.points().build(), HOUR);
    ledger.applied(ledger.create("ann", "0"));
    applyNew(ledger, "before");
    pass(ledger, DECADE);
    applyNew(ledger, "after");
    assertReplayed(ledger, "before", "after");
    pass(ledger, HOUR);
    applyNew(ledger, "an hour later");
    pass(ledger, HOUR);
    applyNew(ledger, "two hours later");
    assertForgotten(ledger, "before");
    assertReplayed(ledger, "after");
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void keepsNoMoreThanThreeEpochs() {
    TestLedger ledger = openWithRetention(LedgerBuilder.points().build(), HOUR);
    ledger.applied(ledger.create("ann", "0"));
    for (int epoch = 0; epoch < 10; epoch++) {
      applyNew(ledger, "id " + epoch);
      long kept =
          Keys.of(ledger.definition().ledger()).stream()
              .filter(key -> key.contains(":ids:"))
              .mapToLong(key -> Math.max(0, command(Command.HLEN, key).toLong() - 1))
              .sum();
      assertThat(kept).isEqualTo(Math.min(3, epoch + 1));
      pass(ledger, epoch < 5 ? HOUR : HOUR.multipliedBy(7));
    }
  }

  @Test
  void forgetsNothingEarlyWhenTheRetentionChanges() {
    for (Duration other : List.of(Duration.ofMinutes(10), Duration.ofHours(24))) {
      LedgerDefinition definition = LedgerBuilder.points().build();
      TestLedger ledger = openWithRetention(definition, HOUR);
      ledger.applied(ledger.create("ann", "0"));
      applyNew(ledger, "1");
      TestLedger changed = openWithRetention(definition, other);
      assertReplayed(changed, "1");
      pass(ledger, HOUR.minus(MINUTE));
      applyNew(changed, "2");
      assertReplayed(changed, "1");
      assertReplayed(ledger, "1");
      pass(ledger, MINUTE.multipliedBy(2));
      assertReplayed(changed, "2");
      applyNew(changed, "3");
      pass(ledger, other.minus(MINUTE.multipliedBy(4)));
      assertReplayed(changed, "1", "2", "3");
    }
  }

  /** The same by a real clock, with assertions that hold however slow the machine is. */
  @Test
  void forgetsByTheClockOfRedis() throws InterruptedException {
    Duration retention = Duration.ofMillis(100);
    TestLedger ledger = openWithRetention(LedgerBuilder.points().build(), retention);
    ledger.applied(ledger.create("ann", "0"));
    applyNew(ledger, "1");
    assertReplayed(ledger, "1");
    for (int epoch = 1; epoch <= 3; epoch++) {
      assertReplayed(ledger, "1");
      Thread.sleep(retention.toMillis() + 1);
      applyNew(ledger, "epoch " + epoch);
    }
    assertForgotten(ledger, "1");
  }

  /** Ids of the last two retentions at least, however far off the one reading is. */
  @Test
  void oneReadingInTheFutureForgetsNothing() {
    for (Duration jump : List.of(HOUR, HOUR.multipliedBy(2), HOUR.multipliedBy(3), DECADE)) {
      TestLedger ledger = threeEpochs();
      pass(ledger, jump);
      applyNew(ledger, "at the false time");
      assertReplayed(ledger, "second", "third", "at the false time");
      pass(ledger, jump.negated());
      assertReplayed(ledger, "second", "third", "at the false time");
      applyNew(ledger, "later");
      assertReplayed(ledger, "second", "third", "at the false time", "later");
    }
  }

  @Test
  void oneReadingInThePastForgetsNothing() {
    for (Duration jump : List.of(HOUR, HOUR.multipliedBy(3), DECADE)) {
      TestLedger ledger = threeEpochs();
      pass(ledger, jump.negated());
      applyNew(ledger, "at the false time");
      pass(ledger, jump);
      applyNew(ledger, "later");
      assertReplayed(ledger, "second", "third", "at the false time", "later");
    }
  }

  @Test
  void epochsGoOnAfterTheClockWasSetBack() {
    TestLedger ledger = threeEpochs();
    pass(ledger, DECADE.negated());
    assertThat(log.lines()).isEmpty();
    applyNew(ledger, "fourth");
    assertThat(log.lines())
        .hasSize(1)
        .allMatch(line -> line.startsWith("ERROR The clock of Redis was set back: "));
    assertThat(start(ledger)).isLessThanOrEqualTo(redisMillis());
    for (String id : List.of("fifth", "sixth", "seventh")) {
      pass(ledger, HOUR);
      applyNew(ledger, id);
    }
    assertForgotten(ledger, "third");
    assertReplayed(ledger, "fifth", "sixth", "seventh");
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void aClockThatIsALittleBehindIsNoError() {
    TestLedger ledger = threeEpochs();
    long start = start(ledger);
    pass(ledger, Duration.ofMillis(start - redisMillis() - 30_000));
    applyNew(ledger, "fourth");
    assertReplayed(ledger, "second", "third", "fourth");
    assertThat(log.lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "0",
        "1 2",
        "-1 5 5",
        "0 0 0",
        "0 0 1",
        "0 0 3600000 1",
        "0 0 3600000 0:1",
        "0 0 3600000 0:4",
        "8 1 1 8:1",
        "1 0 1",
        "2 0 1",
        "7 1 1",
        "8 1 1",
        "9 1 1",
        "1e9 1e9 1e9",
        "1 2 3 4",
        "0 99999999999999 3600000",
        "99999999999999999999999999 0 1",
        "0 99999999999999999999999999 1",
        "0 0 99999999999999999999999999",
        "999999999999999 999999999999999 999999999999999",
        "nan inf -inf",
        "\0\n\u00e4"
      })
  void anyTextAsTheEpochForgetsNothing(String text) {
    TestLedger ledger = threeEpochs();
    command(Command.HSET, info(ledger), "epoch", text);
    assertReplayed(ledger, "second", "third");
    for (int i = 0; i < 3; i++) {
      applyNew(ledger, "later " + i);
    }
    assertReplayed(ledger, "second", "third", "later 0", "later 1", "later 2");
    assertThat(command(Command.HGET, info(ledger), "epoch").toString())
        .matches("([0-9]+) [0-9]{13} [0-9]+ \\1:[123]");
    pass(ledger, HOUR);
    applyNew(ledger, "an hour later");
    assertReplayed(ledger, "third", "later 0", "later 1", "later 2", "an hour later");
  }

  /** The oldest hashes are looked up in only if they had ids when the epoch was entered. */
  @Test
  void looksForIdsWhereTheyCanBe() {
    TestLedger ledger = openWithRetention(LedgerBuilder.points().build(), HOUR);
    ledger.applied(ledger.create("ann", "0"));
    for (String depth : List.of("0:1", "1:2", "2:3", "3:3", "4:3")) {
      applyNew(ledger, depth);
      assertThat(epoch(ledger)[3]).isEqualTo(depth);
      pass(ledger, HOUR);
    }
    // Two epochs without ids, which are not entered.
    pass(ledger, HOUR.multipliedBy(2));
    applyNew(ledger, "5:3");
    assertThat(epoch(ledger)[3]).isEqualTo("5:3");
    assertReplayed(ledger, "3:3", "4:3", "5:3");
  }

  @Test
  void aWrongNumberOfTheFirstEpochForgetsNothing() {
    TestLedger ledger = openWithRetention(LedgerBuilder.points().build(), HOUR);
    ledger.applied(ledger.create("ann", "0"));
    applyNew(ledger, "first");
    String[] epoch = epoch(ledger);
    epoch[0] = "1";
    command(Command.HSET, info(ledger), "epoch", String.join(" ", epoch));
    assertReplayed(ledger, "first");
  }

  /** A number that is wrong, with a start that may be right. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 1000})
  void aWrongNumberOfTheEpochForgetsNothing(int number) {
    TestLedger ledger = threeEpochs();
    String[] epoch = epoch(ledger);
    epoch[0] = Integer.toString(number);
    command(Command.HSET, info(ledger), "epoch", String.join(" ", epoch));
    applyNew(ledger, "fourth");
    pass(ledger, HOUR);
    applyNew(ledger, "an hour later");
    assertReplayed(ledger, "second", "third", "fourth", "an hour later");
    assertThat(log.lines())
        .hasSize(1)
        .allMatch(line -> line.startsWith("ERROR The epoch of operation ids of ledger "));
  }

  /** A ledger in its third epoch of an hour, with an id of each. */
  private TestLedger threeEpochs() {
    TestLedger ledger = openWithRetention(LedgerBuilder.points().build(), HOUR);
    ledger.applied(ledger.create("ann", "0"));
    applyNew(ledger, "first");
    pass(ledger, HOUR);
    applyNew(ledger, "second");
    pass(ledger, HOUR);
    applyNew(ledger, "third");
    return ledger;
  }

  private static Operation add(TestLedger ledger, String id) {
    return withId(id, ledger.add("ann", "1"));
  }

  private static void applyNew(TestLedger ledger, String id) {
    assertThat(accepted(ledger.apply(add(ledger, id))).replayed()).as(id).isFalse();
  }

  private static void assertReplayed(TestLedger ledger, String... ids) {
    for (String id : ids) {
      assertThat(accepted(ledger.apply(add(ledger, id))).replayed()).as(id).isTrue();
    }
  }

  private static void assertForgotten(TestLedger ledger, String id) {
    applyNew(ledger, id);
  }

  private TestLedger openWithRetention(LedgerDefinition definition, Duration retention) {
    StoreSettings settings = StoreFixture.settings(retention, TIMEOUT);
    return new TestLedger(store(nodes, settings), definition);
  }

  private long redisMillis() {
    io.vertx.redis.client.Response time = command(Command.TIME);
    return time.get(0).toLong() * 1000 + time.get(1).toLong() / 1000;
  }

  private static String info(TestLedger ledger) {
    return "{" + ledger.definition().ledger() + "}:info";
  }

  /** The number, the start and the length of the stored epoch. */
  private String[] epoch(TestLedger ledger) {
    return command(Command.HGET, info(ledger), "epoch").toString().split(" ", -1);
  }

  private long start(TestLedger ledger) {
    return Long.parseLong(epoch(ledger)[1]);
  }

  /**
   * Lets time pass for the ids, or turns it back: moves the begin of the current epoch the other
   * way.
   */
  private void pass(TestLedger ledger, Duration time) {
    String[] epoch = epoch(ledger);
    long start = Long.parseLong(epoch[1]) - time.toMillis();
    epoch[1] = Long.toString(start);
    command(Command.HSET, info(ledger), "epoch", String.join(" ", epoch));
  }
}
