package dev.scrip.store;

import static dev.scrip.store.TestLedger.accepted;
import static dev.scrip.store.TestLedger.withId;
import static dev.scrip.store.TestLedger.withReason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Posting;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Sequenced;
import dev.scrip.domain.Terms;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What single operations do, and every refusal in the order in which it is checked. */
@QuarkusTest
class ApplyTest extends StoreFixture {

  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");

  @Test
  void createsAddsAndDeletes() {
    TestLedger ledger = open(LedgerBuilder.points());
    assertThat(ledger.balance("ann")).isNull();
    assertThat(ledger.applied(ledger.create("ann", "100"))).containsExactly("100");
    assertThat(ledger.applied(ledger.add("ann", "-30"))).containsExactly("70");
    assertThat(ledger.balance("ann")).isEqualTo("70");
    assertThat(ledger.supply().total()).hasToString("70");
    assertThat(ledger.applied(ledger.delete("ann"))).isEmpty();
    assertThat(ledger.balance("ann")).isNull();
    assertThat(ledger.all()).isEmpty();
    assertThat(ledger.supply().total()).hasToString("0");
    assertThat(ledger.supply().accounts()).isZero();
  }

  @Test
  void transfersAndBurns() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "100"));
    ledger.applied(ledger.create("bob", "0"));
    assertThat(ledger.applied(ledger.transfer("ann", "bob", "30"))).containsExactly("70", "30");
    assertThat(ledger.applied(ledger.burn("bob", "10"))).containsExactly("20", "90");
    assertThat(ledger.all()).isEqualTo("bob=20 ann=70");
    assertThat(ledger.supply().total()).hasToString("90");
    assertThat(ledger.supply().circulating()).hasToString("90");
  }

  @Test
  void addsDecimalsExactly() {
    TestLedger ledger = open(LedgerBuilder.points().decimals(2));
    ledger.applied(ledger.create("ann", "0.1"));
    assertThat(ledger.applied(ledger.add("ann", "0.2"))).containsExactly("0.3");
    assertThat(ledger.balance("ann")).isEqualTo("0.3");
  }

  @Test
  void writesEachEntryOnce() {
    TestLedger ledger = open(LedgerBuilder.points());
    Terms terms = new Terms("id 1", "trial offer", null, "lisa");
    String entry = ledger.entry(TestLedger.with(terms, ledger.create("ann", "100")));
    List<Entry> history = ledger.history(null);
    assertThat(history).hasSize(1);
    assertThat(history.get(0).entry()).isEqualTo(entry);
    assertThat(history.get(0).operation()).isEqualTo("create");
    assertThat(history.get(0).id()).isEqualTo("id 1");
    assertThat(history.get(0).by()).isEqualTo("lisa");
    assertThat(history.get(0).reason()).isEqualTo("trial offer");
    assertThat(history.get(0).at().toEpochMilli())
        .isEqualTo(Long.parseLong(entry.substring(0, entry.indexOf('-'))));
    assertThat(history.get(0).postings())
        .containsExactly(new Posting("ann", ledger.amount("100"), ledger.amount("100")));
  }

  @Test
  void refusesToCreateInThisOrder() {
    TestLedger token = openToken(LedgerBuilder.token("100"));
    assertThat(token.code(token.create("treasury", "-1"))).isEqualTo(Code.SUPPLY_FIXED);

    TestLedger ledger = open(LedgerBuilder.points().min("10").max("100"));
    ledger.applied(ledger.create("gone", "50"));
    ledger.applied(ledger.delete("gone"));
    ledger.applied(ledger.create("ann", "50"));
    assertThat(ledger.code(ledger.create("gone", "9"))).isEqualTo(Code.ACCOUNT_DELETED);
    assertThat(ledger.refused(ledger.create("ann", "9")).fields())
        .isEqualTo(Map.of("account", "ann", "balance", "50"));
    assertThat(ledger.code(ledger.create("ann", "9"))).isEqualTo(Code.ACCOUNT_EXISTS);
    assertThat(ledger.code(ledger.create("bob", "9"))).isEqualTo(Code.BELOW_MIN);
    assertThat(ledger.code(ledger.create("bob", "101"))).isEqualTo(Code.ABOVE_MAX);
    assertThat(ledger.applied(ledger.create("bob", "10"))).containsExactly("10");
    assertThat(ledger.applied(ledger.create("cid", "100"))).containsExactly("100");
    assertThat(ledger.all()).isEqualTo("bob=10 ann=50 cid=100");
  }

  @Test
  void refusesToAddInThisOrder() {
    TestLedger token = openToken(LedgerBuilder.token("100"));
    assertThat(token.code(token.add("nobody", "-1"))).isEqualTo(Code.SUPPLY_FIXED);

    TestLedger ledger = open(LedgerBuilder.points().min("10").max("100"));
    ledger.applied(ledger.create("ann", "50"));
    ledger.applied(ledger.create("gone", "50"));
    ledger.applied(ledger.delete("gone"));
    assertThat(ledger.code(ledger.add("nobody", "-1000"))).isEqualTo(Code.UNKNOWN_ACCOUNT);
    assertThat(ledger.code(ledger.add("gone", "1"))).isEqualTo(Code.UNKNOWN_ACCOUNT);
    assertThat(ledger.code(ledger.add("ann", "-41"))).isEqualTo(Code.BELOW_MIN);
    assertThat(ledger.refused(ledger.add("ann", "-41")).fields())
        .isEqualTo(Map.of("account", "ann", "balance", "50", "min", "10"));
    assertThat(ledger.code(ledger.add("ann", "51"))).isEqualTo(Code.ABOVE_MAX);
    assertThat(ledger.applied(ledger.add("ann", "-40"))).containsExactly("10");
    assertThat(ledger.applied(ledger.add("ann", "90"))).containsExactly("100");
  }

  @Test
  void refusesToDeleteATokenBalance() {
    TestLedger token = openToken(LedgerBuilder.token("100"));
    assertThat(token.code(token.delete("treasury"))).isEqualTo(Code.SUPPLY_FIXED);
    Outcome.Applied nobody = accepted(token.apply(token.delete("nobody")));
    assertThat(nobody.entry()).isNull();
  }

  @Test
  void refusesToTransferPointsInThisOrder() {
    TestLedger ledger = open(LedgerBuilder.points().min("10").max("100"));
    ledger.applied(ledger.create("ann", "50"));
    ledger.applied(ledger.create("bob", "95"));
    ledger.applied(ledger.create("gone", "50"));
    ledger.applied(ledger.delete("gone"));
    assertThat(ledger.code(ledger.transfer("gone", "gone", "1"))).isEqualTo(Code.SAME_ACCOUNT);
    assertThat(ledger.code(ledger.transfer("gone", "nobody", "1"))).isEqualTo(Code.ACCOUNT_DELETED);
    assertThat(ledger.code(ledger.transfer("nobody", "gone", "1"))).isEqualTo(Code.ACCOUNT_DELETED);
    assertThat(ledger.refused(ledger.transfer("nobody", "noone", "1")).fields())
        .isEqualTo(Map.of("account", "nobody"));
    assertThat(ledger.code(ledger.transfer("nobody", "ann", "1"))).isEqualTo(Code.UNKNOWN_ACCOUNT);
    assertThat(ledger.code(ledger.transfer("ann", "nobody", "1000")))
        .isEqualTo(Code.UNKNOWN_ACCOUNT);
    assertThat(ledger.code(ledger.transfer("ann", "bob", "41"))).isEqualTo(Code.BELOW_MIN);
    assertThat(ledger.code(ledger.transfer("ann", "bob", "40"))).isEqualTo(Code.ABOVE_MAX);
    assertThat(ledger.applied(ledger.transfer("ann", "bob", "5"))).containsExactly("45", "100");
  }

  @Test
  void refusesToTransferTokensInThisOrder() {
    TestLedger token = open(LedgerBuilder.token("100"));
    assertThat(token.code(token.transfer("a", "a", "1"))).isEqualTo(Code.NOT_INITIALIZED);
    store.initialize(token.definition(), Terms.NONE);
    assertThat(token.code(token.transfer("a", "a", "1000"))).isEqualTo(Code.SAME_ACCOUNT);
    assertThat(token.code(token.transfer("treasury", "ann", "101")))
        .isEqualTo(Code.INSUFFICIENT_BALANCE);
    assertThat(token.refused(token.transfer("nobody", "ann", "1")).fields())
        .isEqualTo(Map.of("account", "nobody", "balance", "0"));
    assertThat(token.applied(token.transfer("treasury", "ann", "100"))).containsExactly("0", "100");
    assertThat(token.all()).isEqualTo("ann=100");
    assertThat(token.balance("treasury")).isNull();
    assertThat(token.supply().accounts()).isEqualTo(1);
  }

  @Test
  void refusesToBurnInThisOrder() {
    TestLedger fresh = open(LedgerBuilder.token("100").burnable(false));
    assertThat(fresh.code(fresh.burn("nobody", "1"))).isEqualTo(Code.NOT_INITIALIZED);
    store.initialize(fresh.definition(), Terms.NONE);
    assertThat(fresh.code(fresh.burn("nobody", "1000"))).isEqualTo(Code.NOT_BURNABLE);

    TestLedger token = openToken(LedgerBuilder.token("100"));
    assertThat(token.code(token.burn("nobody", "1"))).isEqualTo(Code.INSUFFICIENT_BALANCE);
    assertThat(token.code(token.burn("treasury", "101"))).isEqualTo(Code.INSUFFICIENT_BALANCE);
    assertThat(token.applied(token.burn("treasury", "40"))).containsExactly("60", "60");
    assertThat(token.supply().total()).hasToString("100");
    assertThat(token.supply().circulating()).hasToString("60");
    assertThat(token.applied(token.burn("treasury", "60"))).containsExactly("0", "0");
    assertThat(token.all()).isEmpty();

    TestLedger points = open(LedgerBuilder.points().min("10"));
    assertThat(points.code(points.burn("nobody", "1"))).isEqualTo(Code.UNKNOWN_ACCOUNT);
    points.applied(points.create("ann", "50"));
    assertThat(points.code(points.burn("ann", "41"))).isEqualTo(Code.BELOW_MIN);
    assertThat(points.applied(points.burn("ann", "40"))).containsExactly("10", "10");
    TestLedger lasting = open(LedgerBuilder.points().burnable(false));
    assertThat(lasting.code(lasting.burn("nobody", "1"))).isEqualTo(Code.NOT_BURNABLE);
  }

  @Test
  void changesNothingWhenItRefuses() {
    TestLedger ledger = open(LedgerBuilder.points().min("10").max("100"));
    ledger.applied(ledger.create("ann", "50"));
    ledger.applied(ledger.create("bob", "95"));
    ledger.applied(ledger.create("gone", "50"));
    ledger.applied(withId("first", ledger.delete("gone")));
    LedgerDump before = dump(ledger);
    List<Operation> refused =
        List.of(
            ledger.create("gone", "50"),
            ledger.create("ann", "50"),
            ledger.create("new", "1"),
            ledger.create("new", "101"),
            ledger.add("new", "1"),
            ledger.add("ann", "-41"),
            ledger.add("ann", "51"),
            ledger.transfer("ann", "ann", "1"),
            ledger.transfer("ann", "gone", "1"),
            ledger.transfer("ann", "new", "1"),
            ledger.transfer("ann", "bob", "41"),
            ledger.transfer("ann", "bob", "6"),
            ledger.burn("ann", "41"),
            ledger.burn("new", "1"));
    for (Operation operation : refused) {
      ledger.refused(operation);
      ledger.refused(withId("second", operation));
    }
    ledger.refused(withId("first", ledger.add("ann", "1")));
    ledger.refused(TestLedger.with(new Terms(null, null, PAST, null), ledger.add("ann", "1")));
    assertThat(dump(ledger)).isEqualTo(before);
  }

  @Test
  void refusesByIdThenDeadlineThenRule() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(withId("1", ledger.create("ann", "50")));
    Terms late = new Terms("1", null, PAST, null);
    assertThat(ledger.code(TestLedger.with(late, ledger.add("nobody", "1"))))
        .isEqualTo(Code.ID_REUSED);
    Terms lateAndNew = new Terms("2", null, PAST, null);
    assertThat(ledger.code(TestLedger.with(lateAndNew, ledger.add("nobody", "1"))))
        .isEqualTo(Code.EXPIRED);
    Outcome.Applied replay =
        accepted(ledger.apply(TestLedger.with(late, ledger.create("ann", "50"))));
    assertThat(replay.replayed()).as("what was applied in time stays applied").isTrue();
    Terms inTime = new Terms("2", null, Instant.now().plusSeconds(3600), null);
    assertThat(ledger.applied(TestLedger.with(inTime, ledger.add("ann", "1"))))
        .containsExactly("51");
  }

  @Test
  void takesAnyInstantAsADeadline() {
    TestLedger ledger = open(LedgerBuilder.points());
    assertThat(
            ledger.applied(
                TestLedger.with(
                    new Terms(null, null, Instant.MAX, null), ledger.create("ann", "1"))))
        .containsExactly("1");
    assertThat(
            ledger.code(
                TestLedger.with(new Terms(null, null, Instant.MIN, null), ledger.add("ann", "1"))))
        .isEqualTo(Code.EXPIRED);
  }

  @Test
  void creditsBelowMinAndDebitsAboveMax() {
    LedgerBuilder wide = LedgerBuilder.points().min("-1000").max("1000");
    TestLedger before = open(wide);
    before.applied(before.create("low", "-500"));
    before.applied(before.create("high", "500"));
    before.applied(before.create("mid", "50"));
    TestLedger ledger = open(wide.min("0").max("100"));
    assertThat(ledger.code(ledger.add("low", "-1"))).isEqualTo(Code.BELOW_MIN);
    assertThat(ledger.applied(ledger.add("low", "1"))).containsExactly("-499");
    assertThat(ledger.code(ledger.add("high", "1"))).isEqualTo(Code.ABOVE_MAX);
    assertThat(ledger.applied(ledger.add("high", "-1"))).containsExactly("499");
    assertThat(ledger.code(ledger.add("low", "1000"))).isEqualTo(Code.ABOVE_MAX);
    assertThat(ledger.code(ledger.add("high", "-1000"))).isEqualTo(Code.BELOW_MIN);
    assertThat(ledger.applied(ledger.transfer("high", "low", "9"))).containsExactly("490", "-490");
    assertThat(ledger.code(ledger.transfer("low", "mid", "1"))).isEqualTo(Code.BELOW_MIN);
    assertThat(ledger.code(ledger.transfer("mid", "high", "1"))).isEqualTo(Code.ABOVE_MAX);
    assertThat(ledger.applied(ledger.burn("high", "90"))).containsExactly("400", "-40");
  }

  @Test
  void opensADeletedAccountOnlyWithoutALog() {
    TestLedger logged = open(LedgerBuilder.points());
    logged.applied(withReason("hello", logged.create("ann", "1")));
    logged.applied(withReason("bye", logged.delete("ann")));
    assertThat(logged.code(logged.create("ann", "1"))).isEqualTo(Code.ACCOUNT_DELETED);
    assertThat(store.created(logged.definition(), "ann").orElseThrow().reason()).isEqualTo("hello");
    assertThat(store.deleted(logged.definition(), "ann").orElseThrow().reason()).isEqualTo("bye");

    TestLedger plain = open(LedgerBuilder.points().log(false));
    plain.applied(withReason("hello", plain.create("ann", "1")));
    plain.applied(withReason("bye", plain.delete("ann")));
    assertThat(plain.applied(plain.create("ann", "2"))).containsExactly("2");
    assertThat(store.created(plain.definition(), "ann")).isEmpty();
    assertThat(store.deleted(plain.definition(), "ann")).isEmpty();
    assertThat(plain.history("ann"))
        .extracting(Entry::operation)
        .containsExactly("create", "delete", "create");
  }

  @Test
  void keepsReasonsWithTheirTimes() {
    TestLedger ledger = open(LedgerBuilder.points());
    String reason = "two words,\nand a \"line\" \u00e4\ud83d\ude00";
    ledger.applied(withReason(reason, ledger.create("ann", "1")));
    ledger.applied(ledger.delete("ann"));
    List<Entry> history = ledger.history("ann");
    assertThat(history.get(1).reason()).isEqualTo(reason);
    assertThat(store.created(ledger.definition(), "ann").orElseThrow().reason()).isEqualTo(reason);
    assertThat(store.created(ledger.definition(), "ann").orElseThrow().at())
        .isCloseTo(history.get(1).at(), within(10, ChronoUnit.SECONDS));
    assertThat(store.deleted(ledger.definition(), "ann").orElseThrow().reason()).isNull();
    assertThat(store.deleted(ledger.definition(), "ann").orElseThrow().at())
        .isCloseTo(history.get(0).at(), within(10, ChronoUnit.SECONDS));
    assertThat(store.created(ledger.definition(), "bob")).isEmpty();
  }

  @Test
  void deletingNobodyIsNoError() {
    TestLedger ledger = open(LedgerBuilder.points());
    assertThat(accepted(ledger.apply(ledger.delete("nobody"))))
        .isEqualTo(new Outcome.Applied(null, List.of(), false));
    assertThat(dump(ledger).keys()).isEmpty();
    assertThat(store.deleted(ledger.definition(), "nobody")).isEmpty();
    assertThat(ledger.applied(ledger.create("nobody", "1"))).containsExactly("1");
  }

  @Test
  void answersAnUnknownScriptCacheWithTheText() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "1"));
    forgetScripts();
    assertThat(ledger.applied(ledger.add("ann", "1"))).containsExactly("2");
    forgetScripts();
    assertThat(ledger.balance("ann")).isEqualTo("2");
    forgetScripts();
    assertThat(ledger.all()).isEqualTo("ann=2");
    assertThat(ledger.history("ann")).hasSize(2);
  }

  @Test
  void refusesALedgerThatIsDefinedOtherwise() {
    LedgerDefinition points = LedgerBuilder.points().build();
    TestLedger ledger = open(points);
    ledger.applied(ledger.create("ann", "1"));
    LedgerDump before = dump(ledger);
    LedgerBuilder decimals = LedgerBuilder.points().ledger(points.ledger()).decimals(2);
    LedgerBuilder token = LedgerBuilder.token("100").ledger(points.ledger());
    for (TestLedger other : List.of(open(decimals), open(token))) {
      assertChanged(() -> other.apply(other.create("bob", "1")));
      assertChanged(() -> other.atomic("1", other.add("ann", "1")));
      assertChanged(() -> other.balance("ann"));
      assertChanged(other::all);
      assertChanged(() -> other.top(1));
      assertChanged(() -> other.history(null));
      assertChanged(other::supply);
      assertChanged(() -> store.reap(other.definition(), Terms.NONE));
    }
    assertThat(dump(ledger)).isEqualTo(before);
    TestLedger renamed =
        open(LedgerBuilder.points().ledger(points.ledger()).name("Other").max("5").log(false));
    assertThat(renamed.applied(renamed.add("ann", "1"))).containsExactly("2");
  }

  private static void assertChanged(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.DEFINITION_CHANGED);
              assertThat(refused.refusal().detail()).contains("defined otherwise in the store");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1000000000000000",
        "9007199254740992",
        "9223372036854775808",
        "1000000000000000000000000000",
        "1000000000000000000000000000000",
        "100000000000000000000000000000000000000000000000000000000000000000000000000000"
      })
  void isExactAtAnySizeOnBothSidesOfZero(String size) {
    BigInteger big = new BigInteger(size);
    TestLedger ledger = open(LedgerBuilder.points().min("-" + "9".repeat(78)).max("9".repeat(78)));
    List<BigInteger> steps = new ArrayList<>();
    for (int i = -3; i <= 3; i++) {
      BigInteger near = big.add(BigInteger.valueOf(i));
      Collections.addAll(steps, near, near.negate(), near.negate(), near, BigInteger.valueOf(7));
    }
    BigInteger balance = BigInteger.ZERO;
    ledger.applied(ledger.create("ann", "0"));
    for (BigInteger step : steps) {
      balance = balance.add(step);
      assertThat(ledger.applied(ledger.add("ann", step.toString())))
          .containsExactly(balance.toString());
      assertThat(ledger.balance("ann")).isEqualTo(balance.toString());
      assertThat(ledger.supply().total()).hasToString(balance.toString());
      assertThat(ledger.all()).isEqualTo("ann=" + balance);
    }
  }

  @Test
  void stopsAtTheLargestAmounts() {
    String most = "9".repeat(78);
    TestLedger ledger = open(LedgerBuilder.points().min("-" + most).max(most));
    ledger.applied(ledger.create("ann", most));
    ledger.applied(ledger.create("bob", most));
    assertThat(ledger.code(ledger.add("ann", "1"))).isEqualTo(Code.ABOVE_MAX);
    assertThat(ledger.applied(ledger.create("cid", "-" + most))).containsExactly("-" + most);
    assertThat(ledger.code(ledger.add("cid", "-1"))).isEqualTo(Code.BELOW_MIN);
    assertThat(ledger.supply().total()).hasToString(most);
    ledger.applied(ledger.delete("cid"));
    assertThat(ledger.supply().total().units())
        .isEqualTo(new BigInteger(most).multiply(BigInteger.TWO));
    assertThat(ledger.all()).isEqualTo("ann=" + most + " bob=" + most);
  }

  @Test
  void keepsAnyNameApart() {
    TestLedger ledger = open(LedgerBuilder.points().max("9".repeat(78)));
    List<String> names =
        List.of(
            " ",
            "  ",
            "-",
            "a",
            "a ",
            " a",
            "a b",
            "0",
            "1 2 3-4 x",
            "\"",
            "\\",
            "\\u0000",
            "{x}",
            "\u00e4",
            "a\u0308",
            "\u2028",
            "\ud83d\ude00",
            "x".repeat(128),
            "\ud83d\ude00".repeat(128),
            "null",
            "__index");
    for (int i = 0; i < names.size(); i++) {
      ledger.applied(ledger.create(names.get(i), Integer.toString(i)));
      ledger.applied(ledger.add(names.get(i), "1" + "0".repeat(20)));
    }
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String balance =
          new BigInteger("100000000000000000000").add(BigInteger.valueOf(i)).toString();
      assertThat(ledger.balance(name)).isEqualTo(balance);
      assertThat(ledger.history(name))
          .hasSize(2)
          .allSatisfy(
              entry ->
                  assertThat(entry.postings()).extracting(Posting::account).containsExactly(name));
      assertThat(ledger.accounts(null, null, 1).get(i).account()).isEqualTo(name);
    }
  }

  @Test
  void skipsTheRestOfASequenceAfterARefusal() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "10"));
    List<Outcome> outcomes =
        store.applyIndependent(
            ledger.definition(),
            List.of(
                new Sequenced(ledger.add("ann", "1"), "s"),
                new Sequenced(ledger.add("nobody", "1"), "s"),
                new Sequenced(ledger.add("nobody", "1"), "t"),
                new Sequenced(withId("x", ledger.add("ann", "2")), "s"),
                new Sequenced(ledger.add("ann", "4"), null),
                new Sequenced(ledger.add("ann", "8"), "t"),
                new Sequenced(ledger.add("ann", "16"), "u")));
    assertThat(outcomes.stream().map(TestLedger::code).toList())
        .containsExactly(
            null,
            Code.UNKNOWN_ACCOUNT,
            Code.UNKNOWN_ACCOUNT,
            Code.SKIPPED,
            null,
            Code.SKIPPED,
            null);
    assertThat(ledger.balance("ann")).isEqualTo("31");
    assertThat(ledger.applied(withId("x", ledger.add("ann", "2")))).containsExactly("33");
    assertThat(ledger.history("ann")).hasSize(5);
  }

  @Test
  void seesWhatCameBeforeInTheSameSet() {
    TestLedger ledger = open(LedgerBuilder.points().max("100"));
    List<Outcome> outcomes =
        ledger.independent(
            ledger.add("ann", "1"),
            ledger.create("ann", "60"),
            ledger.create("ann", "60"),
            ledger.add("ann", "41"),
            ledger.create("bob", "0"),
            ledger.transfer("ann", "bob", "20"),
            ledger.add("ann", "41"),
            ledger.delete("ann"),
            ledger.create("ann", "1"),
            ledger.transfer("bob", "ann", "1"),
            ledger.delete("ann"));
    assertThat(outcomes.stream().map(TestLedger::code).toList())
        .containsExactly(
            Code.UNKNOWN_ACCOUNT,
            null,
            Code.ACCOUNT_EXISTS,
            Code.ABOVE_MAX,
            null,
            null,
            null,
            null,
            Code.ACCOUNT_DELETED,
            Code.ACCOUNT_DELETED,
            null);
    assertThat(ledger.all()).isEqualTo("bob=20");
    assertThat(ledger.supply().total()).hasToString("20");
    assertThat(ledger.history("ann"))
        .extracting(Entry::operation)
        .containsExactly("delete", "add", "transfer", "create");
  }

  @Test
  void takesSetsOf1To500Operations() {
    TestLedger ledger = open(LedgerBuilder.points());
    Operation[] most = new Operation[LedgerStore.MAX_OPERATIONS];
    for (int i = 0; i < most.length; i++) {
      most[i] = ledger.create("account" + i, "1");
    }
    assertThat(ledger.independent(most)).allMatch(Outcome.Applied.class::isInstance);
    assertThat(ledger.supply().accounts()).isEqualTo(most.length);
    assertThatThrownBy(() -> ledger.independent()).isInstanceOf(IllegalArgumentException.class);
    Operation[] more = new Operation[LedgerStore.MAX_OPERATIONS + 1];
    java.util.Arrays.fill(more, ledger.add("account1", "1"));
    assertThatThrownBy(() -> ledger.independent(more)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ledger.atomic("1", more)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void touchesAThousandAccountsInOneCall() {
    TestLedger ledger = open(LedgerBuilder.points());
    Operation[] transfers = new Operation[LedgerStore.MAX_OPERATIONS];
    for (String side : List.of("from", "to")) {
      ledger.independent(
          IntStream.range(0, transfers.length)
              .mapToObj(i -> ledger.create(side + i, "100"))
              .toArray(Operation[]::new));
    }
    for (int i = 0; i < transfers.length; i++) {
      transfers[i] = TestLedger.withId("id " + i, ledger.transfer("from" + i, "to" + i, "40"));
    }
    assertThat(ledger.independent(transfers)).noneMatch(Outcome.Refused.class::isInstance);
    assertThat(ledger.independent(transfers)).allMatch(outcome -> accepted(outcome).replayed());
    assertThat(ledger.balance("from499")).isEqualTo("60");
    assertThat(ledger.balance("to499")).isEqualTo("140");
    Operation[] deletes =
        IntStream.range(0, transfers.length)
            .mapToObj(i -> ledger.delete("from" + i))
            .toArray(Operation[]::new);
    assertThat(ledger.atomic("all", deletes).applied()).hasSize(deletes.length);
    assertThat(ledger.supply().accounts()).isEqualTo(transfers.length);
    assertThat(Audits.differences(store, ledger.definition(), 1000)).isEmpty();
  }

  @Test
  void writesTheDefinitionWithTheFirstWrite() {
    TestLedger ledger = open(LedgerBuilder.points().decimals(2).name("Gold").symbol("AU"));
    assertThat(ledger.supply().total()).hasToString("0");
    ledger.refused(ledger.add("ann", "1"));
    assertThat(dump(ledger).keys()).isEmpty();
    ledger.applied(ledger.create("ann", "1"));
    String info = "{" + ledger.definition().ledger() + "}:info";
    assertThat(command(Command.HGET, info, "kind")).hasToString(Kind.POINTS.word());
    assertThat(command(Command.HGET, info, "decimals")).hasToString("2");
    assertThat(command(Command.HGET, info, "name")).hasToString("Gold");
    assertThat(command(Command.HGET, info, "symbol")).hasToString("AU");
    assertThat(command(Command.HGET, info, "totalSupply")).hasToString("100");
    assertThat(command(Command.HGET, info, "circulatingSupply")).hasToString("100");
  }

  @Test
  void keepsLedgersApart() {
    TestLedger one = open(LedgerBuilder.points());
    TestLedger two = open(LedgerBuilder.points().decimals(2));
    one.applied(withId("1", one.create("ann", "1")));
    two.applied(withId("1", two.create("ann", "2.5")));
    assertThat(one.all()).isEqualTo("ann=1");
    assertThat(two.all()).isEqualTo("ann=2.5");
    assertThat(two.supply().total()).isEqualTo(Amount.ofUnits("250", 2));
  }
}
