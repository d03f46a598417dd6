package dev.scrip.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.SecuredLedgers;
import dev.scrip.access.Tokens;
import dev.scrip.access.Tokens.Signer;
import dev.scrip.http.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limits of event streams: how many a caller may have, and how long one lasts. */
@QuarkusTest
@TestProfile(SecuredLedgers.class)
@Timeout(60)
class EventLimitsTest {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static HttpResponse<InputStream> subscribe(String token) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:"
                        + RestAssured.port
                        + "/events?ledger="
                        + SecuredLedgers.POINTS))
            .header("authorization", "Bearer " + token)
            .timeout(Duration.ofSeconds(30))
            .build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  @Test
  void aStreamEndsWithItsToken() throws Exception {
    // A token is accepted for 30 seconds after its end, because clocks differ.
    Instant end = Instant.now().plusSeconds(3);
    long exp = end.minusSeconds(30).getEpochSecond();
    JsonObject claims = Tokens.claims("short", "reader").put("iat", exp - 60).put("exp", exp);
    HttpResponse<InputStream> stream = subscribe(Tokens.of(Signer.RS256, claims));
    assertThat(stream.statusCode()).isEqualTo(200);
    assertThat(stream.body().readAllBytes()).as("comments alone, until the end").startsWith(':');
    assertThat(Instant.now()).isAfter(end.minusSeconds(2));
  }

  @Test
  void aCallerHasALimitOfStreams() throws Exception {
    String greedy = Tokens.good(Signer.RS256, "greedy", "reader");
    List<InputStream> streams = new ArrayList<>();
    try {
      for (int i = 0; i < EventFeeds.MAX_PER_CALLER; i++) {
        HttpResponse<InputStream> stream = subscribe(greedy);
        assertThat(stream.statusCode()).isEqualTo(200);
        streams.add(stream.body());
      }
      HttpResponse<InputStream> refused = subscribe(greedy);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(new String(refused.body().readAllBytes(), StandardCharsets.UTF_8))
          .contains("overloaded", "100 event subscribers for each caller");
      HttpResponse<InputStream> other = subscribe(Tokens.good(Signer.RS256, "modest", "reader"));
      assertThat(other.statusCode()).isEqualTo(200);
      streams.add(other.body());
    } finally {
      for (InputStream stream : streams) {
        close(stream);
      }
    }
    // A stream that has ended is no longer counted.
    org.awaitility.Awaitility.await()
        .until(
            () -> {
              HttpResponse<InputStream> again = subscribe(greedy);
              close(again.body());
              return again.statusCode() == 200;
            });
  }

  @Test
  void theProcessHasALimitOfStreamsWhoeverTheirCallersAre() throws Exception {
    List<Socket> streams = new ArrayList<>();
    try {
      for (int i = 0; i < EventFeeds.MAX_SUBSCRIBERS; i++) {
        String caller = "one of many " + i / EventFeeds.MAX_PER_CALLER;
        assertThat(statusOfAStream(caller, streams)).isEqualTo("200");
      }
      assertThat(statusOfAStream("one more", streams)).isEqualTo("503");
    } finally {
      for (Socket stream : streams) {
        stream.close();
      }
    }
    org.awaitility.Awaitility.await()
        .until(
            () -> {
              HttpResponse<InputStream> again = subscribe(Tokens.good(Signer.RS256, "again"));
              close(again.body());
              return again.statusCode() == 200;
            });
  }

  /** Opens one more stream over a socket, which costs less than a client. */
  private static String statusOfAStream(String caller, List<Socket> streams) throws IOException {
    Socket socket = RawHttp.connect();
    streams.add(socket);
    String request =
        "GET /events?ledger=%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(SecuredLedgers.POINTS, Tokens.good(Signer.RS256, caller, "reader"));
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    return head.substring("HTTP/1.1 ".length());
  }

  private static void close(InputStream stream) throws IOException {
    stream.close();
  }
}
