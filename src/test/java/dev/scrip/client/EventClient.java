package dev.scrip.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.config.DisplayedNames;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A subscriber to the event stream of a ledger, which reads all events. */
public final class EventClient implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 30;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final InputStream stream;

  private EventClient(InputStream stream) {
    this.stream = stream;
    Thread reader = new Thread(this::read, "event client");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * An event.
   *
   * @param id its id, or null if it has none
   * @param type the text after {@code event:}
   * @param data the message
   */
  public record Event(String id, String type, JsonNode data) {
    /** The id of the journal entry. */
    public String entry() {
      return data.get("entry").textValue();
    }
  }

  /**
   * Subscribes to the events of a ledger; when this returns, the stream has begun.
   *
   * @param last the {@code Last-Event-ID}, or null
   */
  public static EventClient follow(String ledger, String last) {
    HttpResponse<InputStream> reply =
        last == null ? open(null, ledger) : open(null, ledger, "Last-Event-ID", last);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(reply.headers().firstValue("cache-control")).contains("no-store");
    return new EventClient(reply.body());
  }

  /**
   * Requests the events of a ledger and returns the reply, a stream or a problem.
   *
   * @param token the bearer token, or null
   * @param headers further headers: name, value, name, value and so on
   */
  public static HttpResponse<InputStream> open(String token, String ledger, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + RestAssured.port + "/events?ledger=" + ledger))
            .timeout(Duration.ofSeconds(PATIENCE_SECONDS));
    if (token != null) {
      request.header("authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The next event, which must arrive. */
  public Event next() {
    try {
      Event next = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("an event").isNotNull();
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The entries of the next so many events. */
  public List<String> entries(int count) {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(next().entry());
    }
    return entries;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      List<String> block = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty()) {
          block.add(line);
        } else {
          Event event = event(block);
          if (event != null) {
            events.add(event);
          }
          block.clear();
        }
      }
    } catch (IOException e) {
      // Closed from this side, while reading.
    }
  }

  /** The event of a block of lines; null if it is a comment. */
  public static Event event(List<String> block) throws IOException {
    String id = null;
    String type = null;
    JsonNode data = null;
    for (String line : block) {
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        type = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data = DisplayedNames.plain(JSON.readTree(line.substring(6)));
      } else if (!line.startsWith(":")) {
        throw new IOException("no line of an event stream: " + line);
      }
    }
    return data == null ? null : new Event(id, type, data);
  }
}
