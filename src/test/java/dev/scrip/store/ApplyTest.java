package dev.scrip.store;

import static dev.scrip.store.TestLedger.accepted;
import static dev.scrip.store.TestLedger.withId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.domain.Posting;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
  void writesEachEntryOnce() {
    TestLedger ledger = open(LedgerBuilder.points());
    Operation.Options options = new Operation.Options("id 1", "trial offer", null, "lisa");
    String entry = ledger.entry(TestLedger.with(options, ledger.create("ann", "100")));
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
    ledger.refused(
        TestLedger.with(new Operation.Options(null, null, PAST, null), ledger.add("ann", "1")));
    assertThat(dump(ledger)).isEqualTo(before);
  }

  @Test
  void refusesByIdThenDeadlineThenRule() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(withId("1", ledger.create("ann", "50")));
    Operation.Options late = new Operation.Options("1", null, PAST, null);
    assertThat(ledger.code(TestLedger.with(late, ledger.add("nobody", "1"))))
        .isEqualTo(Code.ID_REUSED);
    Operation.Options lateAndNew = new Operation.Options("2", null, PAST, null);
    assertThat(ledger.code(TestLedger.with(lateAndNew, ledger.add("nobody", "1"))))
        .isEqualTo(Code.EXPIRED);
    Outcome.Applied replay =
        accepted(ledger.apply(TestLedger.with(late, ledger.create("ann", "50"))));
    assertThat(replay.replayed()).as("what was applied in time stays applied").isTrue();
    Operation.Options inTime =
        new Operation.Options("2", null, Instant.now().plusSeconds(3600), null);
    assertThat(ledger.applied(TestLedger.with(inTime, ledger.add("ann", "1"))))
        .containsExactly("51");
  }

  @Test
  void takesAnyInstantAsADeadline() {
    TestLedger ledger = open(LedgerBuilder.points());
    assertThat(
            ledger.applied(
                TestLedger.with(
                    new Operation.Options(null, null, Instant.MAX, null),
                    ledger.create("ann", "1"))))
        .containsExactly("1");
    assertThat(
            ledger.code(
                TestLedger.with(
                    new Operation.Options(null, null, Instant.MIN, null), ledger.add("ann", "1"))))
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
  void seesWhatCameBeforeInTheSameCall() {
    TestLedger ledger = open(LedgerBuilder.points().max("100"));
    List<Outcome> outcomes =
        ledger.together(
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
  void touchesAThousandAccountsInOneCall() {
    TestLedger ledger = open(LedgerBuilder.points());
    Operation[] transfers = new Operation[Ledger.MAX_OPERATIONS];
    for (String side : List.of("from", "to")) {
      ledger.together(
          IntStream.range(0, transfers.length)
              .mapToObj(i -> ledger.create(side + i, "100"))
              .toArray(Operation[]::new));
    }
    for (int i = 0; i < transfers.length; i++) {
      transfers[i] = TestLedger.withId("id " + i, ledger.transfer("from" + i, "to" + i, "40"));
    }
    assertThat(ledger.together(transfers)).noneMatch(Outcome.Refused.class::isInstance);
    assertThat(ledger.together(transfers)).allMatch(outcome -> accepted(outcome).replayed());
    assertThat(ledger.balance("from499")).isEqualTo("60");
    assertThat(ledger.balance("to499")).isEqualTo("140");
    Operation[] deletes =
        IntStream.range(0, transfers.length)
            .mapToObj(i -> ledger.delete("from" + i))
            .toArray(Operation[]::new);
    assertThat(ledger.atomic("all", deletes).applied()).hasSize(deletes.length);
    assertThat(ledger.supply().accounts()).isEqualTo(transfers.length);
    assertThat(Audits.differences(store, ledger.definition())).isEmpty();
  }
}
