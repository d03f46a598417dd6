package dev.scrip.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.Tokens.Signer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests whose keys arrive after their bodies: the bodies wait in the connections. */
@QuarkusTest
@TestProfile(SecuredLedgers.SlowKey.class)
@Timeout(60)
class SlowKeysTest {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static CompletableFuture<HttpResponse<String>> send(String token, String body) {
    return HTTP.sendAsync(
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/batch"))
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aBodyThatHasWaitedIsReadWhole() {
    String good = Tokens.good(Signer.ES256, "ann", "writer");
    String bad = Tokens.good(Signer.RS256, "ann", "writer");
    List<CompletableFuture<HttpResponse<String>>> accepted = new ArrayList<>();
    List<CompletableFuture<HttpResponse<String>>> refused = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int batch = i;
      String operations =
          IntStream.range(0, 500)
              .mapToObj(
                  each ->
                      "{\"function\":\"create\",\"input\":{\"account\":\"slow-%d-%d\",\"amount\":1}}"
                          .formatted(batch, each))
              .collect(Collectors.joining(","));
      String body = "{\"operations\":[" + operations + "]}" + " ".repeat(900_000);
      accepted.add(send(good, body));
      refused.add(send(bad, body));
    }
    assertThat(accepted).noneMatch(CompletableFuture::isDone);
    for (CompletableFuture<HttpResponse<String>> each : accepted) {
      assertThat(each.join().statusCode()).as(each.join().body()).isEqualTo(200);
      assertThat(each.join().body().split("\"status\":200", -1)).hasSize(501);
    }
    assertThat(refused).allMatch(each -> each.join().statusCode() == 401);
  }
}
