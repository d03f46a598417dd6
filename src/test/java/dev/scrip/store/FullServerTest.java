package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.WeightedSum;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server without memory, which is the test's own so that no other test feels it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FullServerTest {

  private OwnRedis own;
  private LedgerStore store;

  @BeforeAll
  void start() throws IOException {
    own = OwnRedis.start();
    store = StoreFixture.store(own.nodes(StoreFixture.TIMEOUT), StoreFixture.SETTINGS);
  }

  @AfterAll
  void stop() throws IOException {
    own.close();
  }

  private void memory(String bytes) {
    own.command(Command.CONFIG, "SET", "maxmemory", bytes);
  }

  private static void assertFull(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.STORE_FULL);
              assertThat(refused.refusal().fields()).containsEntry("outcome", "not-applied");
            });
  }

  @Test
  void changesNothingAtAll() {
    LedgerBuilder builder = LedgerBuilder.points();
    TestLedger ledger = new TestLedger(store, builder.build());
    TestLedger raised = new TestLedger(store, builder.min("5").build());
    LedgerDefinition token = LedgerBuilder.token("100").build();
    ledger.applied(TestLedger.withId("1", ledger.create("ann", "10")));
    ledger.applied(ledger.create("bob", "1"));
    LedgerDump before = LedgerDump.of(own.redis(), ledger.definition().ledger());
    memory("1");
    try {
      List<Operation> operations =
          List.of(
              ledger.create("cid", "1"),
              ledger.add("ann", "1"),
              ledger.transfer("ann", "bob", "1"),
              ledger.burn("ann", "1"),
              ledger.delete("ann"));
      for (Operation operation : operations) {
        assertFull(() -> ledger.apply(operation));
        assertFull(() -> ledger.apply(TestLedger.withId("2", operation)));
        assertFull(() -> ledger.atomic("3", operation));
        assertFull(() -> ledger.together(ledger.add("nobody", "1"), operation));
      }
      assertFull(() -> raised.ledger().reap(new Operation.Options("4", null, null, null)));
      WeightedSum copy =
          new WeightedSum("backup", Map.of(ledger.definition().ledger(), BigDecimal.ONE));
      assertFull(() -> ledger.ledger().weightedSum(copy, Operation.Options.NONE));
      assertFull(
          () -> ledger.ledger().deleteBook("b", new Operation.Options("6", null, null, null)));
      assertFull(() -> new BlockingLedger(store.ledger(token)).initialize(Operation.Options.NONE));
      assertFull(() -> ledger.apply(TestLedger.withId("5", ledger.delete("nobody"))));
      assertThat(LedgerDump.of(own.redis(), ledger.definition().ledger())).isEqualTo(before);
      assertThat(LedgerDump.of(own.redis(), token.ledger()).keys()).isEmpty();

      assertThat(ledger.code(ledger.add("nobody", "1"))).isEqualTo(Code.UNKNOWN_ACCOUNT);
      assertThat(ledger.applied(TestLedger.withId("1", ledger.create("ann", "10"))))
          .as("a replay writes nothing")
          .containsExactly("10");
      assertThat(ledger.all()).isEqualTo("bob=1 ann=10");
      assertThat(ledger.history(null)).hasSize(2);
    } finally {
      memory("0");
    }
    assertThat(LedgerDump.of(own.redis(), ledger.definition().ledger())).isEqualTo(before);
    assertThat(ledger.applied(TestLedger.withId("2", ledger.add("ann", "1"))))
        .containsExactly("11");
  }
}
