package dev.scrip.store;

import static dev.scrip.store.TestLedger.withId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.RefusedException;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that a proxy has dropped silently, while it serves new ones. */
@Timeout(60)
class DeadConnectionTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final StoreSettings SETTINGS = StoreFixture.settings(Duration.ofHours(1), TIMEOUT);

  private static final int CALLS = 23;

  private Vertx vertx;
  private OwnRedis redis;
  private TcpRelay relay;
  private RedisLedgerStore store;
  private TestLedger ledger;

  @BeforeEach
  void start() throws IOException {
    vertx = Vertx.vertx();
    redis = OwnRedis.start();
    relay = new TcpRelay(redis.hostAndPort());
    store = new RedisLedgerStore(connections(), SETTINGS, StoreFixture.NO_LEDGERS);
    ledger = new TestLedger(store, LedgerBuilder.points().plain().build());
    ledger.applied(ledger.create("ann", "0"));
  }

  @AfterEach
  void stop() throws IOException {
    relay.close();
    redis.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private RedisNodes connections() {
    String user = "";
    if (RestrictedUser.isChosen()) {
      redis.nodes(TIMEOUT);
      user = RestrictedUser.credentials() + "@";
    }
    return new RedisNodes(
        vertx,
        new RedisOptions().setConnectionString("redis://" + user + relay.address()),
        TIMEOUT.toMillis());
  }

  private static void assertUnavailable(Throwable failure, String outcome) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.STORE_UNAVAILABLE);
              assertThat(refused.refusal().fields()).containsEntry("outcome", outcome);
            });
  }

  @Test
  void oneWriteTimesOutAndTheNextOnesAreServed() {
    relay.swallow();
    assertThatThrownBy(() -> ledger.apply(withId("0", ledger.add("ann", "1"))))
        .satisfies(failure -> assertUnavailable(failure, "unknown"));
    for (int i = 0; i < CALLS; i++) {
      ledger.applied(withId(Integer.toString(i), ledger.add("ann", "1")));
    }
    assertThat(ledger.balance("ann")).isEqualTo(Integer.toString(CALLS));
    assertThat(Audits.differences(store, ledger.definition())).isEmpty();
  }

  @Test
  void oneReadOfTheJournalTimesOutAndTheNextOnesAreServed() throws Exception {
    JournalReader journal = new JournalReader(store, connections());
    assertThat(entries(journal)).isEqualTo(1);
    relay.swallow();
    assertThatThrownBy(() -> entries(journal))
        .isInstanceOf(ExecutionException.class)
        .satisfies(failure -> assertUnavailable(failure.getCause(), "not-applied"));
    for (int i = 0; i < CALLS; i++) {
      assertThat(entries(journal)).isEqualTo(1);
    }
  }

  private int entries(JournalReader journal) throws Exception {
    LedgerDefinition definition = ledger.definition();
    return journal
        .after(definition, "0-0")
        .toCompletableFuture()
        .get(StoreFixture.TIMEOUT.toSeconds(), TimeUnit.SECONDS)
        .entries()
        .size();
  }
}
