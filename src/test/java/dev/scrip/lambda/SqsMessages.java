package dev.scrip.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Makes events of SQS after the recorded ones: the same in all but message id, body and group. */
final class SqsMessages {

  private final ObjectNode event;
  private final ObjectNode message;
  private final List<JsonNode> messages = new ArrayList<>();

  private SqsMessages(JsonNode recorded) {
    event = recorded.deepCopy();
    message = (ObjectNode) event.path("Records").path(0);
  }

  static SqsMessages standard() {
    return new SqsMessages(LambdaRuntime.sample("queue"));
  }

  static SqsMessages fifo() {
    return new SqsMessages(LambdaRuntime.sample("queue-fifo"));
  }

  SqsMessages add(String id, String body) {
    ObjectNode next = message.deepCopy();
    next.put("messageId", id);
    next.put("body", body);
    messages.add(next);
    return this;
  }

  SqsMessages add(String group, String id, String body) {
    add(id, body);
    JsonNode last = messages.get(messages.size() - 1);
    ((ObjectNode) last.path("attributes")).put("MessageGroupId", group);
    return this;
  }

  /** Delivers all messages, and returns the ids of those that are reported as failed. */
  List<String> deliver() {
    return failed(event());
  }

  /** The event with all messages. */
  ObjectNode event() {
    event.putArray("Records").addAll(messages);
    return event;
  }

  /** Delivers an event, and returns the ids of the messages that are reported as failed. */
  static List<String> failed(JsonNode event) {
    List<String> failed = new ArrayList<>();
    LambdaRuntime.invoke(event)
        .path("batchItemFailures")
        .forEach(failure -> failed.add(failure.path("itemIdentifier").asText()));
    return failed;
  }

  /** The messages of these ids alone. */
  SqsMessages only(List<String> ids) {
    SqsMessages some = new SqsMessages(event);
    messages.stream()
        .filter(each -> ids.contains(each.path("messageId").asText()))
        .forEach(some.messages::add);
    return some;
  }
}
