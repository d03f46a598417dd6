package dev.scrip.function;

import static dev.scrip.client.LedgerClient.item;
import static dev.scrip.client.LedgerClient.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import dev.scrip.domain.Code;
import dev.scrip.message.Queue;
import dev.scrip.message.Queue.Delivery;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that take longer than their requests may. */
@QuarkusTest
@TestProfile(LateJobTest.AtOnce.class)
class LateJobTest {

  private static final String NAME = "latejobs";

  /** Requests are answered before any job ends. */
  public static class AtOnce implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "scrip.ledgers." + NAME + ".kind",
          "points",
          "scrip.jobs.reply-after",
          "0s",
          "scrip.queue.role",
          "admin");
    }
  }

  @Inject Queue queue;

  private final LedgerClient ledger = new LedgerClient(NAME);
  private final String id = "id-" + System.nanoTime();

  @BeforeEach
  void create() {
    await().until(() -> !"read post".contains(phase()));
    ledger.call("create", "account", id, "amount", 5);
  }

  private String phase() {
    JsonReply reply = ledger.call("getJob");
    return reply.body().get("job").isNull() ? "none" : reply.getString("job.phase");
  }

  private Response sum() {
    return ledger.send("wsum", "destination", NAME, "weights", Map.of(NAME, 2), "id", id);
  }

  @Test
  void aRequestIsAnsweredWithTheJobAndItsRepetitionWithTheResult() {
    Response first = sum();
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(first.jsonPath().getString("count")).isNull();
    assertThat(first.jsonPath().getString("job.operation")).isEqualTo("wsum");
    await().atMost(Duration.ofSeconds(20)).until(() -> phase().equals("done"));
    Response again = sum();
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(reply(again).body().get("count").asInt()).isPositive();
    assertThat(reply(again).body().has("job")).isFalse();
    assertThat(ledger.balance(id)).isEqualTo("10");
  }

  @Test
  void aReapOfManyIsAnsweredWithItsJob() {
    List<Object> creates = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      creates.add(item("create", "account", id + " " + i, "amount", 1));
    }
    reply(ledger.sendBatch("independent", creates));
    ledger.send("wsum", "destination", NAME, "weights", Map.of(NAME, -1), "id", "minus " + id);
    await().atMost(Duration.ofSeconds(20)).until(() -> phase().equals("done"));
    Response first = ledger.send("reap", "id", id);
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(first.jsonPath().getString("reaped")).isNull();
    assertThat(first.jsonPath().getString("job.operation")).isEqualTo("reap");
    await().atMost(Duration.ofSeconds(20)).until(() -> phase().equals("done"));
    Response again = ledger.send("reap", "id", id);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(reply(again).body().get("reaped").asInt()).isGreaterThan(500);
    assertThat(reply(again).body().has("job")).isFalse();
    ledger.refused(Code.UNKNOWN_ACCOUNT, "add", "account", id, "amount", 1);
  }

  @Test
  void aMessageFailsUntilItsJobIsDone() {
    Delivery delivery =
        new Delivery(
            id,
            "sqs",
            ("{'function':'wsum','input':{'ledger':'%1$s','destination':'%1$s',"
                    + "'weights':{'%1$s':3}}}")
                .formatted(NAME)
                .replace('\'', '"'),
            null);
    assertThat(failed(delivery)).containsExactly(delivery);
    await().atMost(Duration.ofSeconds(20)).until(() -> failed(delivery).isEmpty());
    assertThat(ledger.balance(id)).isEqualTo("15");
    assertThat(failed(delivery)).isEmpty();
    assertThat(ledger.balance(id)).isEqualTo("15");
  }

  private List<Delivery> failed(Delivery delivery) {
    return queue.take(List.of(delivery)).toCompletableFuture().join();
  }

  @Test
  void resumeJobsTellsOfNoneThatRuns() {
    await().until(() -> !"read post".contains(phase()));
    assertThat(ledger.call("resumeJobs").getList("jobs")).isEmpty();
  }
}
