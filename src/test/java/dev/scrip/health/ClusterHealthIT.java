package dev.scrip.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scrip.dev.PackagedApplication;
import dev.scrip.store.ClusterNode;
import dev.scrip.store.OwnCluster;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The readiness of the packaged application while masters of a cluster hang. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ClusterHealthIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private OwnCluster cluster;
  private PackagedApplication application;
  private final List<String> ledgers = new ArrayList<>();

  @BeforeAll
  void start() throws IOException {
    cluster = OwnCluster.start();
    Map<String, String> settings = new LinkedHashMap<>();
    for (ClusterNode node : cluster.nodes()) {
      String ledger = cluster.ledgerOn(node);
      ledgers.add(ledger);
      settings.put("SCRIP_LEDGERS_" + ledger.toUpperCase(Locale.ROOT) + "_KIND", "points");
    }
    settings.put(
        "SCRIP_REDIS_URL",
        String.join(",", cluster.nodes().stream().map(n -> "redis://" + n.address()).toList()));
    settings.put("QUARKUS_REDIS_CLIENT_TYPE", "cluster");
    settings.put("QUARKUS_REDIS_TIMEOUT", "3S");
    settings.put("SCRIP_SECURITY_ENABLED", "false");
    application = PackagedApplication.start(settings);
  }

  @AfterAll
  void stop() throws IOException {
    cluster.nodes().forEach(ClusterNode::resume);
    if (application != null) {
      application.close();
    }
    cluster.close();
  }

  private int ready() {
    return application.get("/q/health/ready").join().statusCode();
  }

  private void awaitLogged(String text) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              ready();
              return application.log().contains(text);
            });
  }

  @Test
  void isReadyWhileALedgerIsServed() {
    await().atMost(PATIENCE).until(() -> ready() == 200);
    cluster.nodes().get(0).hang();
    awaitLogged("Ready, but not for all ledgers: " + ledgers.get(0) + ".");
    for (int i = 0; i < 20; i++) {
      assertThat(ready()).isEqualTo(200);
      HttpResponse<String> served = application.get("/getAll?ledger=" + ledgers.get(1)).join();
      assertThat(served.statusCode()).as(served.body()).isEqualTo(200);
    }
    cluster.nodes().forEach(ClusterNode::hang);
    await().atMost(PATIENCE).until(() -> ready() == 503);
    awaitLogged("Not ready: Redis does not answer");
    cluster.nodes().forEach(ClusterNode::resume);
    await().atMost(PATIENCE).until(() -> ready() == 200);
    awaitLogged("Ready again.");
  }
}
