package dev.scrip.store;

import static dev.scrip.store.TestLedger.accepted;
import static dev.scrip.store.TestLedger.withId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operation ids: replays and reuse. */
@QuarkusTest
class IdsTest extends StoreFixture {

  @Test
  void answersTheSameOperationWithItsFirstReply() {
    TestLedger ledger = open(LedgerBuilder.points().decimals(2));
    Operation create = withId("1", ledger.create("ann", "100"));
    Operation other = withId("2", ledger.create("bob", "0"));
    Operation transfer = withId("3", ledger.transfer("ann", "bob", "0.5"));
    Operation burn = withId("4", ledger.burn("ann", "0.25"));
    Operation delete = withId("5", ledger.delete("bob"));
    List<Operation> all = List.of(create, other, transfer, burn, delete);
    List<Outcome.Applied> first = all.stream().map(each -> accepted(ledger.apply(each))).toList();
    LedgerDump after = dump(ledger);
    for (int i = 0; i < all.size(); i++) {
      Outcome.Applied again = accepted(ledger.apply(all.get(i)));
      assertThat(again)
          .isEqualTo(new Outcome.Applied(first.get(i).entry(), first.get(i).balances(), true));
    }
    assertThat(dump(ledger)).isEqualTo(after);
    assertThat(ledger.all()).isEqualTo("ann=99.25");
  }

  @Test
  void refusesTheIdOfAnotherRequest() {
    TestLedger ledger = open(LedgerBuilder.points().decimals(2));
    ledger.applied(ledger.create("ann", "100"));
    ledger.applied(ledger.create("bob", "100"));
    ledger.applied(withId("1", ledger.add("ann", "1")));
    assertThat(ledger.code(withId("1", ledger.add("ann", "1.01")))).isEqualTo(Code.ID_REUSED);
    assertThat(ledger.code(withId("1", ledger.add("ann", "-1")))).isEqualTo(Code.ID_REUSED);
    assertThat(ledger.code(withId("1", ledger.add("bob", "1")))).isEqualTo(Code.ID_REUSED);
    assertThat(ledger.code(withId("1", ledger.create("ann", "1")))).isEqualTo(Code.ID_REUSED);
    assertThat(ledger.code(withId("1", ledger.burn("ann", "1")))).isEqualTo(Code.ID_REUSED);
    assertThat(ledger.code(withId("1", ledger.delete("ann")))).isEqualTo(Code.ID_REUSED);
    Operation.Options reasoned = new Operation.Options("1", "why", null, null);
    assertThat(ledger.code(TestLedger.with(reasoned, ledger.add("ann", "1"))))
        .isEqualTo(Code.ID_REUSED);
    Operation.Options empty = new Operation.Options("1", "", null, null);
    assertThat(ledger.code(TestLedger.with(empty, ledger.add("ann", "1"))))
        .isEqualTo(Code.ID_REUSED);
    assertThat(TestLedger.code(ledger.atomic("1", ledger.add("ann", "1")).refused()))
        .isEqualTo(Code.ID_REUSED);
    Operation.Options byAnother = new Operation.Options("1", null, null, "lisa");
    assertThat(accepted(ledger.apply(TestLedger.with(byAnother, ledger.add("ann", "1.00")))))
        .matches(Outcome.Applied::replayed);
    ledger.applied(withId("2", ledger.transfer("ann", "bob", "1")));
    assertThat(ledger.code(withId("2", ledger.transfer("bob", "ann", "1"))))
        .isEqualTo(Code.ID_REUSED);
  }

  @Test
  void keepsTheIdsOfScopesApart() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "0"));
    List<Operation.Scope> scopes =
        List.of(
            Operation.Scope.SHARED,
            new Operation.Scope("sqs", null),
            new Operation.Scope(null, "sqs"),
            new Operation.Scope("sqs", "ann"),
            new Operation.Scope("ann", "sqs"),
            new Operation.Scope(null, "ann"));
    for (int i = 0; i < scopes.size(); i++) {
      Operation.Options options = new Operation.Options("1", scopes.get(i), null, null, null);
      Operation add = TestLedger.with(options, ledger.add("ann", Integer.toString(1 + i)));
      assertThat(accepted(ledger.apply(add)).replayed()).isFalse();
      assertReplayed(ledger, add);
      assertThat(ledger.code(TestLedger.with(options, ledger.add("ann", "100"))))
          .isEqualTo(Code.ID_REUSED);
      Operation.Options ofReap = new Operation.Options("2", scopes.get(i), "reap " + i, null, null);
      assertThat(ledger.ledger().reap(ofReap).count()).isZero();
    }
    assertThat(ledger.balance("ann")).isEqualTo("21");
    assertThat(ledger.history("ann").get(0).id()).as("as the caller gave it").isEqualTo("1");
  }

  @Test
  void meetsTheSameIdTwiceInOneSet() {
    TestLedger ledger = open(LedgerBuilder.points());
    List<Outcome> outcomes =
        ledger.together(
            withId("1", ledger.add("ann", "1")),
            withId("1", ledger.create("ann", "5")),
            withId("1", ledger.create("ann", "5")),
            withId("1", ledger.create("ann", "6")),
            withId("2", ledger.add("ann", "1")),
            withId("2", ledger.add("ann", "1")));
    assertThat(outcomes.stream().map(TestLedger::code).toList())
        .containsExactly(Code.UNKNOWN_ACCOUNT, null, null, Code.ID_REUSED, null, null);
    Outcome.Applied first = accepted(outcomes.get(1));
    Outcome.Applied second = accepted(outcomes.get(2));
    assertThat(first.replayed()).isFalse();
    assertThat(second.replayed()).isTrue();
    assertThat(second.entry()).isEqualTo(first.entry()).isNotNull();
    assertThat(ledger.balance("ann")).isEqualTo("6");
    assertThat(ledger.history(null)).hasSize(2);
  }

  @Test
  void remembersTheDeletionOfNobody() {
    TestLedger ledger = open(LedgerBuilder.points());
    Operation delete = withId("1", ledger.delete("ann"));
    assertThat(accepted(ledger.apply(delete)).replayed()).isFalse();
    ledger.applied(ledger.create("ann", "5"));
    Outcome.Applied again = accepted(ledger.apply(delete));
    assertThat(again).isEqualTo(new Outcome.Applied(null, List.of(), true));
    assertThat(ledger.balance("ann")).isEqualTo("5");
  }

  @Test
  void forgetsRefusals() {
    TestLedger ledger = open(LedgerBuilder.points());
    Operation add = withId("1", ledger.add("ann", "5"));
    assertThat(ledger.code(add)).isEqualTo(Code.UNKNOWN_ACCOUNT);
    assertThat(dump(ledger).keys()).isEmpty();
    ledger.applied(ledger.create("ann", "0"));
    assertThat(accepted(ledger.apply(add)).replayed()).isFalse();
    assertThat(accepted(ledger.apply(add)).replayed()).isTrue();
    assertThat(ledger.balance("ann")).isEqualTo("5");
  }

  @Test
  void remembersAnAtomicSetAsOne() {
    TestLedger ledger = open(LedgerBuilder.points());
    Operation[] set = {
      ledger.create("ann", "5"),
      ledger.delete("nobody"),
      ledger.create("bob", "1"),
      ledger.transfer("ann", "bob", "2")
    };
    Ledger.AtomicOutcome first = ledger.atomic("1", set);
    assertThat(first.index()).isEqualTo(-1);
    assertThat(first.applied()).hasSize(4).noneMatch(Outcome.Applied::replayed);
    Ledger.AtomicOutcome again = ledger.atomic("1", set);
    assertThat(again.applied())
        .isEqualTo(
            first.applied().stream()
                .map(each -> new Outcome.Applied(each.entry(), each.balances(), true))
                .toList());
    Ledger.AtomicOutcome other = ledger.atomic("1", set[0], set[2]);
    assertThat(TestLedger.code(other.refused())).isEqualTo(Code.ID_REUSED);
    assertThat(other.index()).isEqualTo(-1);
    assertThat(ledger.code(withId("1", ledger.create("ann", "5")))).isEqualTo(Code.ID_REUSED);
    assertThat(ledger.all()).isEqualTo("ann=3 bob=3");
  }

  @Test
  void keepsReapsIdsAmongTheOthers() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.ledger().reap(new Operation.Options("1", null, null, null));
    assertThat(ledger.code(withId("1", ledger.create("ann", "5")))).isEqualTo(Code.ID_REUSED);
  }

  @Test
  void takesLongAndStrangeIds() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "0"));
    for (String id :
        List.of("x".repeat(300), "a b", ",", "-", "a/1", "\u00e4\ud83d\ude00", "\"\\")) {
      assertThat(accepted(ledger.apply(withId(id, ledger.add("ann", "1")))).replayed()).isFalse();
      assertThat(accepted(ledger.apply(withId(id, ledger.add("ann", "1")))).replayed()).isTrue();
    }
    assertThat(ledger.balance("ann")).isEqualTo("7");
  }

  private static void assertReplayed(TestLedger ledger, Operation operation) {
    assertThat(accepted(ledger.apply(operation)).replayed()).as("%s", operation).isTrue();
  }
}
