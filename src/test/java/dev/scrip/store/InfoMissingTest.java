package dev.scrip.store;

import static dev.scrip.store.TestLedger.withId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Code;
import dev.scrip.domain.Operation;
import dev.scrip.domain.RefusedException;
import dev.scrip.store.LedgerCheck.Kind;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger whose definition and supply Redis has lost, while it holds its other data. */
@QuarkusTest
class InfoMissingTest extends StoreFixture {

  private static void assertMissing(TestLedger ledger, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.INFO_MISSING);
              assertThat(refused.refusal().detail()).contains(key(ledger, "info"), "Restore");
            });
  }

  private LedgerCheck check(TestLedger ledger) {
    return new RedisLedgerStore(nodes, SETTINGS, NO_LEDGERS)
        .ledger(ledger.definition())
        .check()
        .join();
  }

  private void assertReadOnly(TestLedger ledger) {
    LedgerDump before = dump(ledger);
    assertMissing(ledger, () -> ledger.apply(ledger.create("ann", "1")));
    assertMissing(ledger, () -> ledger.apply(withId("1", ledger.transfer("ann", "bob", "1"))));
    assertMissing(ledger, () -> ledger.together(ledger.add("ann", "1"), ledger.delete("bob")));
    assertMissing(ledger, () -> ledger.atomic("2", ledger.burn("ann", "1")));
    assertMissing(ledger, () -> ledger.ledger().reap(new Operation.Options("3", null, null, null)));
    assertThat(dump(ledger)).isEqualTo(before);
    assertThat(check(ledger).has(Kind.INFO_MISSING)).isTrue();
  }

  @Test
  void pointsAreReadAndNotWritten() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(withId("1", ledger.create("ann", "10")));
    assertThat(check(ledger).findings()).isEmpty();
    command(Command.DEL, key(ledger, "info"));
    assertReadOnly(ledger);
    assertThat(ledger.balance("ann")).isEqualTo("10");
    assertThat(ledger.all()).isEqualTo("ann=10");
    assertThat(ledger.history("ann")).hasSize(1);
  }

  @Test
  void aTokenIsNotInitializedTwice() {
    TestLedger ledger = openToken(LedgerBuilder.token("100"));
    ledger.applied(withId("1", ledger.transfer("treasury", "ann", "10")));
    command(Command.DEL, key(ledger, "info"));
    assertReadOnly(ledger);
    assertMissing(ledger, () -> ledger.ledger().initialize(Operation.Options.NONE));
    assertThat(ledger.all()).isEqualTo("ann=10 treasury=90");
  }

  @Test
  void aLostDefinitionIsNotWrittenAnew() {
    TestLedger ledger = openToken(LedgerBuilder.token("100"));
    command(Command.HDEL, key(ledger, "info"), "definition");
    assertReadOnly(ledger);
    assertMissing(ledger, () -> ledger.ledger().initialize(Operation.Options.NONE));
  }

  @Test
  void aLostSupplyIsALostDefinition() {
    TestLedger points = open(LedgerBuilder.points());
    points.applied(points.create("ann", "10"));
    for (TestLedger ledger : List.of(points, openToken(LedgerBuilder.token("100")))) {
      command(Command.HDEL, key(ledger, "info"), "circulatingSupply");
      assertReadOnly(ledger);
    }
  }

  /** However little is left of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
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
  void anyOtherKeyIsDataOfTheLedger(String left) {
    TestLedger ledger = open(LedgerBuilder.points());
    switch (left) {
      case "ranking" -> command(Command.ZADD, key(ledger, left), "1", "ann");
      case "transactions" -> command(Command.XADD, key(ledger, left), "*", "operation", "add");
      default -> command(Command.HSET, key(ledger, left), "ann", "1 1-1");
    }
    assertReadOnly(ledger);
  }

  @Test
  void itIsServedAgainWhenItIsRestored() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "10"));
    command(Command.RENAME, key(ledger, "info"), key(ledger, "lost"));
    assertReadOnly(ledger);
    command(Command.RENAME, key(ledger, "lost"), key(ledger, "info"));
    assertThat(ledger.applied(ledger.add("ann", "1"))).containsExactly("11");
    assertThat(Audits.differences(store, ledger.definition())).isEmpty();
  }

  /** The ids of deletions of nobody precede the definition. */
  @Test
  void idsAloneMayPrecedeTheDefinition() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(withId("1", ledger.delete("nobody")));
    ledger.applied(withId("2", ledger.delete("nobody")));
    ledger.applied(withId("3", ledger.create("ann", "1")));
    TestLedger token = open(LedgerBuilder.token("5"));
    token.applied(withId("1", token.delete("nobody")));
    assertThat(check(token).findings())
        .extracting(LedgerCheck.Finding::kind)
        .containsExactly(Kind.NOT_INITIALIZED);
    token.ledger().initialize(Operation.Options.NONE);
    assertThat(check(token).findings()).isEmpty();
  }
}
