package dev.scrip.store;

import static dev.scrip.store.TestLedger.withId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Code;
import dev.scrip.domain.Operation;
import dev.scrip.domain.RefusedException;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A server that does not answer, or is not there. */
class SilentServerTest {

  private static final StoreSettings IMPATIENT =
      new StoreSettings(
          Duration.ofHours(24),
          true,
          Duration.ofMillis(200),
          false,
          1000,
          StoreFixture.TIMEOUT,
          StoreFixture.CHECKPOINT,
          StoreFixture.NO_ARCHIVE);

  private static void assertUnavailable(ThrowingCallable call, String outcome) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.STORE_UNAVAILABLE);
              assertThat(refused.refusal().fields()).containsEntry("outcome", outcome);
            });
  }

  @Test
  void leavesTheOutcomeUnknownAndTheIdSafeToSendAgain() throws Exception {
    try (OwnRedis own = OwnRedis.start()) {
      LedgerStore impatient =
          new RedisLedgerStore(own.nodes(IMPATIENT.timeout()), IMPATIENT, StoreFixture.NO_LEDGERS);
      LedgerStore patient =
          new RedisLedgerStore(
              own.nodes(StoreFixture.TIMEOUT), StoreFixture.SETTINGS, StoreFixture.NO_LEDGERS);
      LedgerBuilder definition = LedgerBuilder.points();
      TestLedger ledger = new TestLedger(patient, definition.build());
      TestLedger hurried = new TestLedger(impatient, definition.build());
      ledger.applied(ledger.create("ann", "0"));
      Operation add = withId("1", ledger.add("ann", "1"));
      // Two callers, because after a failed call the next one of its ledger is preceded by a check.
      LedgerStore other =
          new RedisLedgerStore(own.nodes(IMPATIENT.timeout()), IMPATIENT, StoreFixture.NO_LEDGERS);
      TestLedger hurriedToo = new TestLedger(other, definition.build());
      hurried.applied(hurried.add("ann", "0"));
      hurriedToo.applied(hurriedToo.add("ann", "0"));
      own.command(Command.CLIENT, "PAUSE", "600000", "WRITE");
      assertUnavailable(() -> hurried.apply(add), "unknown");
      assertUnavailable(
          () -> hurriedToo.ledger().reap(new Operation.Options("2", null, null, null)), "unknown");
      own.command(Command.CLIENT, "UNPAUSE");
      ledger.applied(add);
      assertThat(ledger.balance("ann")).isEqualTo("1");
      assertThat(ledger.history("ann")).hasSize(4);
    }
  }

  @Test
  void appliesNothingWhereThereIsNoServer() throws IOException {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    Vertx vertx = Vertx.vertx();
    RedisOptions options = new RedisOptions().setConnectionString("redis://127.0.0.1:" + nobody);
    try {
      LedgerStore store =
          new RedisLedgerStore(
              new RedisNodes(vertx, options, StoreFixture.TIMEOUT.toMillis()),
              StoreFixture.SETTINGS,
              StoreFixture.NO_LEDGERS);
      TestLedger ledger = new TestLedger(store, LedgerBuilder.points().build());
      assertUnavailable(() -> ledger.apply(ledger.create("ann", "1")), "not-applied");
      assertUnavailable(() -> ledger.balance("ann"), "not-applied");
      assertUnavailable(ledger::all, "not-applied");
      assertUnavailable(() -> ledger.ledger().created("ann"), "not-applied");
      assertUnavailable(() -> ledger.ledger().reap(Operation.Options.NONE), "not-applied");
      assertUnavailable(() -> ledger.apply(ledger.create("ann", "1")), "not-applied");
    } finally {
      vertx.close();
    }
  }
}
