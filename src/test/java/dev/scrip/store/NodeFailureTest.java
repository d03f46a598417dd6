package dev.scrip.store;

import static dev.scrip.store.TestLedger.withId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.RefusedException;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ledgers on a real cluster one of whose masters is down, or does not serve. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class NodeFailureTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final StoreSettings SETTINGS = StoreFixture.settings(Duration.ofHours(1), TIMEOUT);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private OwnCluster cluster;
  private LedgerStore store;

  @BeforeAll
  void start() throws IOException {
    cluster = OwnCluster.start();
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @BeforeEach
  void openStore() {
    store = StoreFixture.store(cluster.connections(TIMEOUT), SETTINGS);
  }

  /** A ledger on a node, which this store has not called yet. */
  private TestLedger ledgerOn(ClusterNode node) {
    return new TestLedger(store, LedgerBuilder.points().ledger(cluster.ledgerOn(node)).build());
  }

  /** The outcome that the refusal of an operation tells. */
  private static String unavailable(TestLedger ledger, String id) {
    String[] outcome = new String[1];
    assertThatThrownBy(() -> ledger.apply(withId(id, ledger.add("ann", "1"))))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.STORE_UNAVAILABLE);
              outcome[0] = String.valueOf(refused.refusal().fields().get("outcome"));
            });
    return outcome[0];
  }

  @ParameterizedTest
  @ValueSource(strings = {"refuses", "hangs"})
  void ledgersOnHealthyNodesDoNotNoticeAMasterThat(String fails) throws IOException {
    ClusterNode down = cluster.nodes().get(0);
    TestLedger lost = ledgerOn(down);
    lost.applied(lost.create("ann", "0"));
    List<TestLedger> healthy = new ArrayList<>();
    List<TestLedger> uncalled = new ArrayList<>();
    for (ClusterNode node : cluster.nodes().subList(1, 3)) {
      healthy.add(ledgerOn(node));
      uncalled.add(ledgerOn(node));
    }
    healthy.forEach(ledger -> ledger.applied(ledger.create("ann", "0")));
    String id = down.id();
    boolean hangs = fails.equals("hangs");
    if (hangs) {
      down.hang();
    } else {
      down.kill();
    }
    Map<String, String> outcomes = new HashMap<>();
    Thread caller =
        new Thread(
            () -> {
              for (int i = 0; i < 3; i++) {
                outcomes.put("lost " + i, unavailable(lost, "lost " + i));
              }
            });
    caller.start();
    try {
      assertServed(healthy, uncalled);
      // The other nodes agree after a while that the master has failed.
      ClusterNode other = cluster.nodes().get(1);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  other
                      .cluster("NODES")
                      .toString()
                      .matches("(?s).*" + id + " \\S+ master,fail .*"));
      assertServed(healthy, List.of());
      join(caller);
    } finally {
      if (hangs) {
        down.resume();
      } else {
        down.start();
      }
      cluster.awaitReady();
    }
    assertThat(outcomes).hasSize(3).containsValue("not-applied");
    if (hangs) {
      assertThat(outcomes)
          .as("it was sent before the node was known to hang")
          .containsEntry("lost 0", "unknown");
    }
    assertServedAgain(lost, outcomes);
  }

  /** Each of these calls succeeds, which one that waits for the failed node does not. */
  private static void assertServed(List<TestLedger> called, List<TestLedger> uncalled) {
    for (TestLedger ledger : uncalled) {
      ledger.applied(ledger.create("ann", "0"));
    }
    for (TestLedger ledger : called) {
      int before = Integer.parseInt(ledger.balance("ann"));
      for (int i = 1; i <= 50; i++) {
        String balance = Integer.toString(before + i);
        assertThat(ledger.applied(ledger.add("ann", "1"))).containsExactly(balance);
        assertThat(ledger.balance("ann")).isEqualTo(balance);
      }
    }
  }

  /** What the outcomes said is true, and operations that are sent again are applied once. */
  private void assertServedAgain(TestLedger lost, Map<String, String> outcomes) {
    await().atMost(PATIENCE).until(() -> isServed(lost));
    List<String> ids = lost.history("ann").stream().map(Entry::id).toList();
    outcomes.forEach(
        (id, outcome) -> {
          if (outcome.equals("not-applied")) {
            assertThat(ids).doesNotContain(id);
          }
        });
    for (int i = 0; i < 2; i++) {
      outcomes.keySet().forEach(id -> lost.applied(withId(id, lost.add("ann", "1"))));
    }
    assertThat(lost.balance("ann")).isEqualTo(Integer.toString(outcomes.size()));
    assertThat(Audits.differences(store, lost.definition())).isEmpty();
  }

  private static boolean isServed(TestLedger ledger) {
    try {
      return ledger.balance("ann") != null;
    } catch (RefusedException e) {
      return false;
    }
  }

  private static void join(Thread caller) {
    try {
      caller.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(caller.isAlive()).as("a caller is still waiting").isFalse();
  }

  @Test
  void aSlotThatNobodyServesIsNotApplied() {
    ClusterNode master = cluster.nodes().get(0);
    TestLedger ledger = ledgerOn(master);
    ledger.applied(ledger.create("ann", "0"));
    String slot = Integer.toString(cluster.slotOf(ledger.definition().ledger()));
    cluster.nodes().forEach(node -> node.cluster("DELSLOTS", slot));
    try {
      assertThat(unavailable(ledger, "1")).isEqualTo("not-applied");
      assertThat(unavailable(ledger, "1")).isEqualTo("not-applied");
      assertThat(isServed(ledger)).isFalse();
    } finally {
      master.cluster("ADDSLOTS", slot);
      cluster.awaitReady();
    }
    assertThat(ledger.applied(withId("1", ledger.add("ann", "1")))).containsExactly("1");
  }

  @Test
  void aClusterThatIsDownAppliesNothing() {
    ClusterNode master = cluster.nodes().get(0);
    TestLedger ledger = ledgerOn(cluster.nodes().get(1));
    ledger.applied(ledger.create("ann", "0"));
    String other = Integer.toString(cluster.slotOf(cluster.ledgerOn(master)));
    requireFullCoverage("yes");
    cluster.nodes().forEach(node -> node.cluster("DELSLOTS", other));
    try {
      await().atMost(PATIENCE).until(() -> !isServed(ledger));
      assertThat(unavailable(ledger, "1")).isEqualTo("not-applied");
      assertThat(unavailable(ledger, "1")).isEqualTo("not-applied");
    } finally {
      requireFullCoverage("no");
      master.cluster("ADDSLOTS", other);
      cluster.awaitReady();
    }
    assertThat(ledger.applied(withId("1", ledger.add("ann", "1")))).containsExactly("1");
  }

  private void requireFullCoverage(String value) {
    for (ClusterNode node : cluster.nodes()) {
      node.command(Command.CONFIG, "SET", "cluster-require-full-coverage", value);
    }
  }
}
