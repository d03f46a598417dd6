package dev.scrip.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * AWS Lambda as a handler sees it: an event goes in at one end of the mock event server, and its
 * reply comes out there once the handler has taken it from the other end.
 */
final class LambdaRuntime {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Far more than any invocation takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private LambdaRuntime() {}

  /** An event out of the samples. */
  static JsonNode sample(String name) {
    try {
      return JSON.readTree(Files.readString(Path.of("deploy/aws/events", name + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An event as another trigger sends it, or in another format. */
  static JsonNode recorded(String name) {
    try {
      return JSON.readTree(Files.readString(Path.of("src/test/events", name + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The reply to an event that is taken well. */
  static JsonNode invoke(JsonNode event) {
    HttpResponse<String> reply = send(event.toString());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    try {
      return JSON.readTree(reply.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an invocation failed with. */
  static String failure(JsonNode event) {
    HttpResponse<String> reply = send(event.toString());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(500);
    return reply.body();
  }

  private static HttpResponse<String> send(String event) {
    String server =
        ConfigProvider.getConfig().getValue("quarkus-internal.aws-lambda.test-api", String.class);
    URI address = URI.create("http://" + server.replaceFirst("^https?://", ""));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build();
    try {
      try {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      } catch (HttpTimeoutException e) {
        // Right after an application took another's place, the mock server may hand an event to the
        // one that is gone. AWS would deliver it again, and so does this.
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
