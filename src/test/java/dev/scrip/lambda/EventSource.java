package dev.scrip.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Plays Lambda's event source mapping: it gathers messages into batches, deletes what the handler
 * has not reported as failed, and leaves the rest to come back. Now and then the function dies, as
 * it would at its time limit: before it has done anything, or once all is applied.
 */
final class EventSource {

  private static final int MAX_BATCH = 200;

  /**
   * A message that was received more often than this is in no batch that dies: it would be among
   * the dead letters for no fault of its own.
   */
  private static final int MAX_DEATHS = 2;

  private final ElasticQueue queue;
  private final Random random;
  private int deaths;
  private int batches;

  EventSource(ElasticQueue queue, Random random) {
    this.queue = queue;
    this.random = random;
  }

  /** Delivers until the queue is empty. */
  void run() throws InterruptedException {
    while (true) {
      List<JsonNode> batch = gather();
      if (!batch.isEmpty()) {
        deliver(batch);
      } else if (queue.isEmpty()) {
        return;
      } else {
        Thread.sleep(100);
      }
    }
  }

  int deaths() {
    return deaths;
  }

  int batches() {
    return batches;
  }

  private List<JsonNode> gather() {
    int size = 1 + random.nextInt(MAX_BATCH);
    List<JsonNode> batch = new ArrayList<>();
    while (batch.size() < size) {
      List<JsonNode> more = queue.receive();
      if (more.isEmpty()) {
        break;
      }
      batch.addAll(more);
    }
    return batch;
  }

  private void deliver(List<JsonNode> batch) {
    batches++;
    boolean mayDie = batch.stream().allMatch(each -> receives(each) <= MAX_DEATHS);
    int fate = mayDie ? random.nextInt(5) : 0;
    if (fate == 1) {
      deaths++;
      return;
    }
    SqsMessages messages = SqsMessages.standard();
    batch.forEach(
        each -> messages.add(each.path("MessageId").asText(), each.path("Body").asText()));
    Set<String> failed = new HashSet<>(messages.deliver());
    if (fate == 2) {
      deaths++;
      return;
    }
    queue.delete(
        batch.stream().filter(each -> !failed.contains(each.path("MessageId").asText())).toList());
  }

  private static int receives(JsonNode message) {
    return message.path("Attributes").path("ApproximateReceiveCount").asInt();
  }
}
