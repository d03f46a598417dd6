package dev.scrip.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** A queue with a dead-letter queue behind it, on a server that speaks as SQS does. */
final class ElasticQueue implements AutoCloseable {

  /** What one request of SQS takes or gives at most. */
  private static final int PER_REQUEST = 10;

  private final HttpClient client = HttpClient.newHttpClient();
  private final SQSRestServer server;
  private final URI address;
  private final String queue;
  private final String deadLetters;

  /**
   * Starts the server.
   *
   * @param visibilitySeconds how long a message that was received is hidden from others
   * @param maxReceives how often a message is delivered before it is a dead letter
   */
  ElasticQueue(int visibilitySeconds, int maxReceives) {
    server = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    int port = server.waitUntilStarted().localAddress().getPort();
    address = URI.create("http://127.0.0.1:" + port + "/");
    deadLetters = create("dead-letters", LambdaRuntime.JSON.createObjectNode());
    ObjectNode redrive = LambdaRuntime.JSON.createObjectNode();
    redrive.put("deadLetterTargetArn", attributes(deadLetters).path("QueueArn").asText());
    redrive.put("maxReceiveCount", maxReceives);
    ObjectNode attributes = LambdaRuntime.JSON.createObjectNode();
    attributes.put("VisibilityTimeout", Integer.toString(visibilitySeconds));
    attributes.put("RedrivePolicy", redrive.toString());
    queue = create("operations", attributes);
  }

  @Override
  public void close() {
    server.stopAndWait();
  }

  void send(List<String> bodies) {
    for (int from = 0; from < bodies.size(); from += PER_REQUEST) {
      ObjectNode request = of(queue);
      ArrayNode entries = request.putArray("Entries");
      for (String body : bodies.subList(from, Math.min(bodies.size(), from + PER_REQUEST))) {
        entries.addObject().put("Id", "m" + entries.size()).put("MessageBody", body);
      }
      assertThat(call("SendMessageBatch", request).path("Failed").isEmpty()).isTrue();
    }
  }

  /** Some messages that are hidden from now on; none when there are none to be seen. */
  List<JsonNode> receive() {
    return receive(queue);
  }

  /** The bodies of all dead letters. */
  List<String> deadLetters() {
    List<String> bodies = new ArrayList<>();
    while (true) {
      List<JsonNode> messages = receive(deadLetters);
      if (messages.isEmpty()) {
        return bodies;
      }
      messages.forEach(message -> bodies.add(message.path("Body").asText()));
    }
  }

  void delete(List<JsonNode> messages) {
    for (int from = 0; from < messages.size(); from += PER_REQUEST) {
      ObjectNode request = of(queue);
      ArrayNode entries = request.putArray("Entries");
      for (JsonNode message :
          messages.subList(from, Math.min(messages.size(), from + PER_REQUEST))) {
        entries
            .addObject()
            .put("Id", "m" + entries.size())
            .put("ReceiptHandle", message.path("ReceiptHandle").asText());
      }
      call("DeleteMessageBatch", request);
    }
  }

  /** Whether nothing is left, hidden or not. */
  boolean isEmpty() {
    JsonNode attributes = attributes(queue);
    return attributes.path("ApproximateNumberOfMessages").asInt() == 0
        && attributes.path("ApproximateNumberOfMessagesNotVisible").asInt() == 0;
  }

  private List<JsonNode> receive(String from) {
    ObjectNode request = of(from).put("MaxNumberOfMessages", PER_REQUEST);
    request.putArray("AttributeNames").add("All");
    List<JsonNode> messages = new ArrayList<>();
    call("ReceiveMessage", request).path("Messages").forEach(messages::add);
    return messages;
  }

  private String create(String name, JsonNode attributes) {
    ObjectNode request = LambdaRuntime.JSON.createObjectNode().put("QueueName", name);
    request.set("Attributes", attributes);
    return call("CreateQueue", request).path("QueueUrl").asText();
  }

  private JsonNode attributes(String of) {
    ObjectNode request = of(of);
    request.putArray("AttributeNames").add("All");
    return call("GetQueueAttributes", request).path("Attributes");
  }

  private static ObjectNode of(String queue) {
    return LambdaRuntime.JSON.createObjectNode().put("QueueUrl", queue);
  }

  private JsonNode call(String action, JsonNode request) {
    HttpRequest post =
        HttpRequest.newBuilder(address)
            .header("content-type", "application/x-amz-json-1.0")
            .header("x-amz-target", "AmazonSQS." + action)
            .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
            .build();
    try {
      HttpResponse<String> reply = client.send(post, HttpResponse.BodyHandlers.ofString());
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
      return LambdaRuntime.JSON.readTree(reply.body().isEmpty() ? "{}" : reply.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
