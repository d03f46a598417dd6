package dev.scrip.store;

import static dev.scrip.store.TestLedger.withReason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Atomic sets: all or nothing, and nothing means no trace. */
@QuarkusTest
class AtomicTest extends StoreFixture {

  @Test
  void appliesAllInOrder() {
    TestLedger ledger = open(LedgerBuilder.points());
    Ledger.AtomicOutcome outcome =
        ledger.atomic(
            "set 1",
            ledger.create("ann", "10"),
            ledger.create("bob", "0"),
            ledger.transfer("ann", "bob", "10"),
            withReason("empty", ledger.delete("ann")));
    assertThat(outcome.refused()).isNull();
    assertThat(outcome.index()).isEqualTo(-1);
    assertThat(outcome.applied().stream().map(TestLedger::balances).toList())
        .containsExactly(List.of("10"), List.of("0"), List.of("0", "10"), List.of());
    assertThat(ledger.all()).isEqualTo("bob=10");
    assertThat(ledger.history(null))
        .extracting(Entry::operation)
        .containsExactly("delete", "transfer", "create", "create");
    assertThat(ledger.history(null)).allMatch(entry -> "set 1".equals(entry.id()));
  }

  @Test
  void leavesNoTraceWhenItIsRefused() {
    TestLedger ledger = open(LedgerBuilder.points().max("100"));
    ledger.applied(ledger.create("ann", "10"));
    ledger.applied(ledger.create("bob", "10"));
    ledger.applied(ledger.create("gone", "10"));
    ledger.applied(ledger.delete("gone"));
    LedgerDump before = dump(ledger);
    Ledger.AtomicOutcome outcome =
        ledger.atomic(
            "set 1",
            ledger.create("new", "10"),
            ledger.add("ann", "5"),
            ledger.transfer("bob", "new", "10"),
            ledger.delete("bob"),
            ledger.burn("ann", "1"),
            ledger.delete("new"),
            ledger.create("new", "1"));
    assertThat(outcome.applied()).isEmpty();
    assertThat(outcome.index()).isEqualTo(6);
    assertThat(TestLedger.code(outcome.refused())).isEqualTo(Code.ACCOUNT_DELETED);
    assertThat(dump(ledger)).isEqualTo(before);
    assertThat(ledger.atomic("set 1", ledger.create("new", "10")).refused())
        .as("a refused set may come again, and otherwise")
        .isNull();
  }

  @Test
  void leavesNoTraceOnAFreshLedger() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.atomic("set 1", ledger.create("ann", "10"), ledger.add("nobody", "1"));
    assertThat(dump(ledger).keys()).isEmpty();
  }

  @Test
  void leavesNoTraceAmongNeighboursInTheSameCall() {
    LedgerBuilder definition = LedgerBuilder.points().plain().max("100");
    LedgerDefinition with = definition.ledger(LedgerBuilder.randomName()).build();
    LedgerDefinition without = definition.ledger(LedgerBuilder.randomName()).build();
    for (LedgerDefinition each : List.of(with, without)) {
      TestLedger ledger = open(each);
      ledger.applied(ledger.create("ann", "10"));
      ledger.applied(ledger.create("bob", "20"));
      ApplyCall call = new ApplyCall(nodes, each, SETTINGS);
      call.operation(TestLedger.withId("1", ledger.add("ann", "1")));
      call.operation(ledger.create("cid", "5"));
      if (each.equals(with)) {
        call.atomic(
            new AtomicSet(
                List.of(
                    ledger.transfer("ann", "bob", "11"),
                    ledger.delete("ann"),
                    ledger.delete("cid"),
                    ledger.create("dan", "5"),
                    ledger.burn("bob", "3"),
                    ledger.create("dan", "5")),
                new Operation.Options("2", "undone", null, null)));
      }
      call.atomic(
          new AtomicSet(
              List.of(ledger.add("bob", "7"), ledger.delete("cid")),
              new Operation.Options("3", null, null, null)));
      if (each.equals(with)) {
        call.atomic(
            new AtomicSet(
                List.of(ledger.add("bob", "1"), ledger.add("bob", "1000")),
                Operation.Options.NONE));
      }
      call.operation(TestLedger.withId("4", ledger.transfer("bob", "ann", "27")));
      call.send();
      assertThat(ledger.all()).isEqualTo("bob=0 ann=38");
    }
    LedgerDump dump = LedgerDump.of(redis, with.ledger()).normalized();
    assertThat(dump).isEqualTo(LedgerDump.of(redis, without.ledger()).normalized());
    assertThat(dump.keys()).containsKeys(":info", ":balances", ":transactions");
  }

  @Test
  void refusesByIdThenDeadlineThenTheFirstRuleThatIsBroken() {
    TestLedger ledger = open(LedgerBuilder.points());
    Instant past = Instant.parse("2020-01-01T00:00:00Z");
    ledger.atomic("1", ledger.create("ann", "10"));
    Operation[] broken = {ledger.add("ann", "1"), ledger.add("x", "1"), ledger.add("y", "1")};
    Ledger.AtomicOutcome reused =
        ledger.atomic(new Operation.Options("1", null, past, null), broken);
    assertThat(TestLedger.code(reused.refused())).isEqualTo(Code.ID_REUSED);
    Ledger.AtomicOutcome expired =
        ledger.atomic(new Operation.Options("2", null, past, null), broken);
    assertThat(TestLedger.code(expired.refused())).isEqualTo(Code.EXPIRED);
    Ledger.AtomicOutcome refused = ledger.atomic("2", broken);
    assertThat(TestLedger.code(refused.refused())).isEqualTo(Code.UNKNOWN_ACCOUNT);
    assertThat(refused.index()).isEqualTo(1);
    assertThat(refused.refused().refusal().fields()).containsEntry("account", "x");
    Ledger.AtomicOutcome replay =
        ledger.atomic(new Operation.Options("1", null, past, null), ledger.create("ann", "10"));
    assertThat(replay.applied().get(0).replayed()).isTrue();
    assertThat(ledger.balance("ann")).isEqualTo("10");
  }

  @Test
  void movesTokensThroughAnAccountThatIsEmptyBeforeAndAfter() {
    TestLedger ledger = openToken(LedgerBuilder.token("100"));
    ledger.atomic(
        "1",
        ledger.transfer("treasury", "ann", "100"),
        ledger.transfer("ann", "bob", "60"),
        ledger.transfer("ann", "treasury", "40"));
    assertThat(ledger.all()).isEqualTo("treasury=40 bob=60");
    assertThat(ledger.history("ann"))
        .extracting(entry -> entry.postings().get(0).account())
        .containsExactly("ann", "ann", "treasury");
    LedgerDump before = dump(ledger);
    ledger.atomic("2", ledger.transfer("bob", "ann", "60"), ledger.transfer("bob", "ann", "1"));
    assertThat(dump(ledger)).isEqualTo(before);
  }
}
