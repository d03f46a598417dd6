package dev.scrip.store;

import static dev.scrip.store.TestLedger.withId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Code;
import dev.scrip.domain.Operation;
import dev.scrip.domain.RefusedException;
import dev.scrip.store.LedgerCheck.Kind;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user of Redis who lacks rights, and keys of other types: nothing is written, or all of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisRightsTest {

  /** The names of commands in the scripts. The commands of check.lua follow "try". */
  private static final Pattern CALLED =
      Pattern.compile(
          "(?:redis\\.p?call|call_in_chunks|each_entry)\\(\\s*'([A-Z]+)'|[^_]try\\('([A-Z]+)'");

  /** The commands whose errors do no harm. */
  private static final Set<String> OPTIONAL = Set.of("INFO", "PUBLISH");

  private OwnRedis own;
  private Redis admin;
  private RedisNodes all;
  private RedisNodes user;

  @BeforeAll
  void start() throws IOException {
    own = OwnRedis.start();
    admin = own.redis();
    all = own.nodesForAll(StoreFixture.TIMEOUT);
  }

  @AfterAll
  void stop() throws IOException {
    own.close();
  }

  @BeforeEach
  void grantAll() {
    user = RestrictedUser.create(admin, StoreFixture.TIMEOUT);
  }

  private static Set<String> called(Script script) {
    Set<String> commands = new TreeSet<>();
    CALLED
        .matcher(ScriptText.of(script).text())
        .results()
        .forEach(each -> commands.add(each.group(1) == null ? each.group(2) : each.group(1)));
    return commands;
  }

  /** The commands of all scripts but the one that checks them. */
  private static Set<String> calledByScripts() {
    Set<String> commands = new TreeSet<>();
    for (Script script : Script.values()) {
      if (script != Script.CHECK) {
        commands.addAll(called(script));
      }
    }
    return commands;
  }

  private static Stream<String> neededCommands() {
    return Stream.concat(
        Stream.of("EVALSHA"),
        calledByScripts().stream().filter(command -> !OPTIONAL.contains(command)));
  }

  private static TestLedger open(RedisNodes nodes) {
    return open(nodes, LedgerBuilder.points());
  }

  private static TestLedger open(RedisNodes nodes, LedgerBuilder definition) {
    return new TestLedger(StoreFixture.store(nodes, StoreFixture.SETTINGS), definition.build());
  }

  private LedgerDump dump(TestLedger ledger) {
    return LedgerDump.of(admin, ledger.definition().ledger());
  }

  private static LedgerCheck check(RedisNodes nodes, TestLedger ledger) {
    return new RedisLedgerStore(nodes, StoreFixture.SETTINGS, StoreFixture.NO_LEDGERS)
        .ledger(ledger.definition())
        .check()
        .join();
  }

  private static void assertNotApplied(ThrowingCallable call) {
    assertRefused(call, Code.STORE_UNAVAILABLE, "not-applied");
  }

  private static void assertRefused(ThrowingCallable call, Code code, String outcome) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(code);
              assertThat(refused.refusal().fields()).containsEntry("outcome", outcome);
            });
  }

  @Test
  void theDocumentedCommandsAreThoseOfTheScripts() {
    Set<String> documented = new TreeSet<>();
    RestrictedUser.command().stream()
        .filter(word -> word.startsWith("+"))
        .forEach(word -> documented.add(word.substring(1).toUpperCase(java.util.Locale.ROOT)));
    Set<String> expected = calledByScripts();
    assertThat(expected).hasSizeGreaterThan(15).contains("XADD", "ZADD", "UNLINK", "XREVRANGE");
    // The connection itself calls SELECT if the address has a database, and an audit calls ZSCAN.
    expected.addAll(List.of("EVAL", "EVALSHA", "INFO", "SELECT", "ZSCAN"));
    assertThat(documented).isEqualTo(expected);
  }

  /** The client then calls a command that no script calls. */
  @Test
  void theDocumentedUserMayUseAnotherDatabase() throws Exception {
    Vertx vertx = Vertx.vertx();
    String address = own.addressForRestrictedUser() + "/1";
    RedisNodes nodes =
        new RedisNodes(
            vertx,
            new RedisOptions().setConnectionString(address),
            StoreFixture.TIMEOUT.toMillis());
    try {
      TestLedger ledger = open(nodes);
      RestrictedUser.change(admin, "-select");
      assertThat(check(nodes, ledger).settings())
          .hasSize(1)
          .allMatch(finding -> finding.text().contains("may not call SELECT"));
      RestrictedUser.change(admin, "+select");
      writeEverything(ledger);
      assertThat(check(nodes, ledger).findings()).isEmpty();
      assertThat(dump(ledger).keys()).as("of the first database").isEmpty();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  @Test
  void theCheckTriesTheCommandsOfTheScripts() {
    Set<String> expected = calledByScripts();
    expected.removeAll(OPTIONAL);
    assertThat(called(Script.CHECK)).containsAll(expected);
  }

  @Test
  void theDocumentedUserMayDoEverything() {
    TestLedger ledger = open(user);
    assertThat(check(user, ledger).findings()).isEmpty();
    writeEverything(ledger);
    assertThat(check(user, ledger).findings()).isEmpty();
    assertThat(Audits.differences(storeOf(user), ledger.definition())).isEmpty();
  }

  /** A channel that is not allowed is only noted, so no refusal would tell. */
  @Test
  void theDocumentedUserMayPublishOnEveryChannel() {
    RecordedLog log = new RecordedLog(WriteNotes.class);
    log.start();
    try {
      writeEverything(open(user));
      TestLedger transferred = open(user, LedgerBuilder.token("5"));
      transferred.ledger().initialize(Operation.Options.NONE);
      transferred.applied(transferred.transfer("treasury", "ann", "1"));
      TestLedger burnt = open(user, LedgerBuilder.token("5").burnable(true));
      burnt.ledger().initialize(Operation.Options.NONE);
      burnt.applied(burnt.burn("treasury", "1"));
      assertThat(log.lines()).isEmpty();
    } finally {
      log.stop();
    }
  }

  private static LedgerStore storeOf(RedisNodes nodes) {
    return StoreFixture.store(nodes, StoreFixture.SETTINGS);
  }

  private static void writeEverything(TestLedger ledger) {
    ledger.applied(withId("1", ledger.create("ann", "10")));
    ledger.applied(ledger.create("bob", "10"));
    ledger.applied(ledger.transfer("ann", "bob", "1"));
    ledger.applied(ledger.delete("bob"));
  }

  /** Every right that is missing is found before anything is written, and after it was taken. */
  @ParameterizedTest
  @MethodSource("neededCommands")
  void withoutACommandNothingIsWritten(String command) {
    TestLedger ledger = open(all);
    writeEverything(ledger);
    LedgerDump before = dump(ledger);
    RestrictedUser.change(admin, "-" + command);
    LedgerCheck check = check(user, ledger);
    assertThat(check.has(Kind.MISSING_RIGHT)).isTrue();
    assertThat(check.settings()).isNotEmpty();
    assertThat(check.text()).contains(command).doesNotContain("user_script");
    TestLedger restricted = new TestLedger(storeOf(user), ledger.definition());
    for (int i = 0; i < 3; i++) {
      Operation add = withId("2", restricted.add("ann", "1"));
      assertNotApplied(() -> restricted.apply(add));
      assertNotApplied(
          () -> restricted.ledger().reap(new Operation.Options("3", null, null, null)));
    }
    assertThat(dump(ledger)).isEqualTo(before);
    RestrictedUser.change(admin, "+" + command);
    assertThat(restricted.applied(withId("2", restricted.add("ann", "1")))).containsExactly("10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "info",
        "balances",
        "ranking",
        "transactions",
        "created",
        "deleted",
        "closed",
        "ids:0"
      })
  void withoutAKeyNothingIsWritten(String key) {
    LedgerBuilder definition = LedgerBuilder.points();
    TestLedger ledger = open(user, definition);
    String name = ledger.definition().ledger();
    RestrictedUser.change(admin, "resetkeys");
    Keys.of(name).stream()
        .filter(each -> !each.endsWith(":" + key))
        .forEach(each -> RestrictedUser.change(admin, "~" + each));
    assertThat(check(user, ledger).has(Kind.MISSING_RIGHT)).isTrue();
    assertNotApplied(() -> ledger.apply(withId("1", ledger.create("ann", "1"))));
    assertThat(dump(ledger).keys()).isEmpty();
  }

  /** A right that is taken while the ledger is written is found before the next first write. */
  @ParameterizedTest
  @ValueSource(strings = {"zadd", "zrem", "hdel", "hset"})
  void aRightTakenFromAnOpenConnectionLeavesNothingHalfDone(String command) {
    TestLedger ledger = open(user, LedgerBuilder.points().max("9".repeat(30)));
    writeEverything(ledger);
    // A balance of so many digits is in its place of the ranking, which changes with it.
    ledger.applied(ledger.create("rich", "1000000000000000000"));
    LedgerDump before = dump(ledger);
    RestrictedUser.change(admin, "-" + command);
    Operation write =
        command.equals("hdel")
            ? withId("2", ledger.delete("rich"))
            : withId("2", ledger.add("rich", "1"));
    for (int i = 0; i < 3; i++) {
      assertNotApplied(() -> ledger.apply(write));
    }
    assertThat(dump(ledger)).isEqualTo(before);
    RestrictedUser.change(admin, "+" + command);
    for (int i = 0; i < 2; i++) {
      ledger.applied(write);
    }
    assertThat(ledger.balance("rich"))
        .isEqualTo(command.equals("hdel") ? null : "1000000000000000001");
    assertThat(Audits.differences(storeOf(user), ledger.definition())).isEmpty();
  }

  @Test
  void aRightTakenBeforeTheFirstWriteOfALedgerLeavesNothingHalfDone() {
    RedisLedgerStore store =
        new RedisLedgerStore(user, StoreFixture.SETTINGS, StoreFixture.NO_LEDGERS);
    TestLedger ledger = new TestLedger(new NamingStore(store), LedgerBuilder.points().build());
    assertThat(store.ledger(ledger.definition()).check().join().findings()).isEmpty();
    LedgerDump before = dump(ledger);
    RestrictedUser.change(admin, "-hset");
    Operation write = withId("1", ledger.create("ann", "1"));
    for (int i = 0; i < 3; i++) {
      assertNotApplied(() -> ledger.apply(write));
    }
    assertThat(dump(ledger)).isEqualTo(before);
    RestrictedUser.change(admin, "+hset");
    assertThat(ledger.applied(write)).containsExactly("1");
  }

  @Test
  void aRightToAppendTakenFromAnOpenConnectionChangesNothing() {
    TestLedger ledger = open(user);
    writeEverything(ledger);
    LedgerDump before = dump(ledger);
    RestrictedUser.change(admin, "-xadd");
    Operation write = withId("2", ledger.add("ann", "1"));
    for (int i = 0; i < 3; i++) {
      assertNotApplied(() -> ledger.apply(write));
    }
    assertThat(dump(ledger)).isEqualTo(before);
  }

  @Test
  void aFailedCallIsFollowedByACheck() {
    TestLedger ledger = open(user);
    writeEverything(ledger);
    LedgerDump before = dump(ledger);
    RestrictedUser.change(admin, "-zadd", "-evalsha");
    assertNotApplied(() -> ledger.apply(withId("2", ledger.add("ann", "1"))));
    RestrictedUser.change(admin, "+evalsha");
    assertNotApplied(() -> ledger.apply(withId("2", ledger.add("ann", "1"))));
    assertThat(dump(ledger)).isEqualTo(before);
  }

  /** The ids of the oldest epoch are kept, and nothing fails. */
  @Test
  void idsThatCannotBeUnlinkedAreKept() {
    RecordedLog log = new RecordedLog(WriteNotes.class);
    TestLedger ledger = open(user);
    String info = "{" + ledger.definition().ledger() + "}:info";
    ledger.applied(ledger.create("ann", "0"));
    for (int i = 0; i < 3; i++) {
      ledger.applied(withId("epoch " + i, ledger.add("ann", "1")));
      String[] epoch =
          StoreFixture.command(admin, Command.HGET, info, "epoch").toString().split(" ", -1);
      long start = Long.parseLong(epoch[1]) - Long.parseLong(epoch[2]);
      epoch[1] = Long.toString(start);
      own.command(Command.HSET, info, "epoch", String.join(" ", epoch));
    }
    RestrictedUser.change(admin, "-unlink");
    log.start();
    try {
      ledger.applied(withId("later", ledger.add("ann", "1")));
      assertThat(log.lines()).hasSize(1).allMatch(line -> line.startsWith("ERROR The oldest"));
      for (String id : List.of("epoch 0", "epoch 1", "epoch 2", "later")) {
        ledger.applied(withId(id, ledger.add("ann", "1")));
      }
      assertThat(ledger.balance("ann")).isEqualTo("4");
    } finally {
      log.stop();
    }
  }

  @Test
  void withoutPublishTheLogHasOneWarning() {
    RecordedLog log = new RecordedLog(WriteNotes.class);
    log.start();
    try {
      RestrictedUser.change(admin, "-publish");
      TestLedger ledger = open(user);
      writeEverything(ledger);
      assertThat(check(user, ledger).findings()).isEmpty();
      assertThat(log.lines()).hasSize(1).allMatch(line -> line.startsWith("WARN The events of"));
    } finally {
      log.stop();
    }
  }

  @Test
  void withoutInfoTheEvictionPolicyIsUnknown() {
    RestrictedUser.change(admin, "-info");
    TestLedger ledger = open(user);
    LedgerCheck check = check(user, ledger);
    assertThat(check.findings()).hasSize(1);
    assertThat(check.has(Kind.EVICTION_UNKNOWN)).isTrue();
    assertThat(check.settings()).isEmpty();
    writeEverything(ledger);
  }

  /** Each of the writes, with each key that it writes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "info",
        "balances",
        "ranking",
        "transactions",
        "created",
        "deleted",
        "closed",
        "ids:0",
        "ids:1",
        "ids:2"
      })
  void aKeyOfAnotherTypeIsFoundBeforeAnythingIsWritten(String key) {
    for (boolean checkedBefore : new boolean[] {false, true}) {
      TestLedger ledger = open(all, LedgerBuilder.points().min("-5"));
      TestLedger token = open(all, LedgerBuilder.token("5").ledger(LedgerBuilder.randomName()));
      ledger.applied(ledger.create("ann", "-1"));
      ledger.applied(ledger.create("bob", "1"));
      ledger.applied(ledger.create("gone", "1"));
      ledger.applied(ledger.delete("gone"));
      LedgerBuilder raised = LedgerBuilder.points().ledger(ledger.definition().ledger()).min("0");
      LedgerStore store = storeOf(all);
      if (checkedBefore) {
        new TestLedger(store, raised.build()).apply(ledger.delete("nobody"));
        new TestLedger(store, token.definition()).apply(ledger.delete("nobody"));
      }
      for (TestLedger each : List.of(ledger, token)) {
        String name = "{" + each.definition().ledger() + "}:" + key;
        own.command(Command.DEL, name);
        own.command(Command.SET, name, "another type");
      }
      List<String> before = raw(ledger);
      TestLedger same = new TestLedger(store, raised.build());
      List<Consumer<Operation.Options>> writes =
          List.of(
              options -> same.apply(TestLedger.with(options, same.add("bob", "1"))),
              options -> same.apply(TestLedger.with(options, same.transfer("bob", "ann", "1"))),
              options -> same.apply(TestLedger.with(options, same.create("new", "1"))),
              options -> same.apply(TestLedger.with(options, same.delete("bob"))),
              options -> same.ledger().reap(options));
      Operation.Options options = new Operation.Options("1", null, null, null);
      for (Consumer<Operation.Options> write : writes) {
        try {
          write.accept(options);
        } catch (RefusedException e) {
          assertThat(e.refusal().fields()).containsEntry("outcome", "not-applied");
          assertThat(raw(ledger)).isEqualTo(before);
        }
        if (raw(ledger).equals(before)) {
          continue;
        }
        // What does not write the key may be applied, and then wholly.
        assertThat(key).isIn("created", "deleted", "closed");
        before = raw(ledger);
        options = new Operation.Options(options.id() + "1", null, null, null);
      }
      before = raw(token);
      try {
        new TestLedger(store, token.definition()).ledger().initialize(Operation.Options.NONE);
        assertThat(key).isIn("created", "deleted", "ids:0", "ids:1", "ids:2");
      } catch (RefusedException e) {
        assertThat(raw(token)).isEqualTo(before);
      }
    }
  }

  /** All keys as Redis would save them, whatever their types. */
  private List<String> raw(TestLedger ledger) {
    return Keys.of(ledger.definition().ledger()).stream()
        .map(key -> String.valueOf(StoreFixture.command(admin, Command.DUMP, key)))
        .toList();
  }

  @Test
  void aKeyOfAnotherTypeIsAFinding() {
    TestLedger ledger = open(all);
    String key = "{" + ledger.definition().ledger() + "}:ranking";
    own.command(Command.SET, key, "another type");
    LedgerCheck check = check(all, ledger);
    assertThat(check.has(Kind.WRONG_TYPE)).isTrue();
    assertThat(check.has(Kind.MISSING_RIGHT)).isFalse();
    assertThat(check.text(Kind.WRONG_TYPE)).contains(key);
    assertThat(check.settings()).as("of one ledger alone").isEmpty();
    assertNotApplied(() -> ledger.apply(ledger.create("ann", "1")));
  }
}
