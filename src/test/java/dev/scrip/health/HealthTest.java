package dev.scrip.health;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.http.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The paths of the health, and what they reply while all is well. */
@QuarkusTest
class HealthTest {

  @Inject SmallRyeHealthReporter reporter;

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/health/ready?verbose=true"})
  void tellsTheStatusAlone(String path) {
    Response reply = given().header("accept", "*/*").get(path);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.asString()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(reply.header("content-type")).isEqualTo("application/json");
    assertThat(reply.header("cache-control")).isEqualTo("no-store");
    assertThat(reply.header("content-security-policy")).contains("default-src 'none'");
    Response head = given().head(path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.asString()).isEmpty();
  }

  /** These of SmallRye Health would name the checks, or keep whatever name they are given. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q/health",
        "/q/health/",
        "/q/health/started",
        "/q/health/well",
        "/q/health/group",
        "/q/health/group/any",
        "/q/health-ui",
        "/q/health-ui/",
        "/q/health/live/",
        "/q/health/live/x",
        "/q//health/group/any",
        "/q/%68ealth/well",
        "/q/x/../health/well"
      })
  void noOtherPathIsServed(String path) throws IOException {
    for (String method : List.of("GET ", "POST ")) {
      assertThat(RawHttp.send(method + path, List.of(), new byte[0]))
          .startsWith("HTTP/1.1 404")
          .contains("urn:scrip:unknown-function")
          .doesNotContain("status\":\"UP", "checks");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "BREW"})
  void otherMethodsAreNotAllowed(String method) throws IOException {
    // The body that is announced never comes, and is not waited for.
    String reply =
        RawHttp.send(
            method + " /q/health/ready",
            List.of("Content-Length: 1000000"),
            "{".getBytes(StandardCharsets.US_ASCII));
    assertThat(reply).startsWith("HTTP/1.1 405").contains("\r\nallow: GET, HEAD\r\n");
  }

  @Test
  void theStoreAloneDecides() {
    String readiness =
        reporter
            .getReadinessAsync()
            .subscribeAsCompletionStage()
            .join()
            .getPayload()
            .getJsonArray("checks")
            .toString();
    assertThat(readiness).isEqualTo("[{\"name\":\"store\",\"status\":\"UP\"}]");
    assertThat(
            reporter
                .getLivenessAsync()
                .subscribeAsCompletionStage()
                .join()
                .getPayload()
                .getJsonArray("checks"))
        .isEmpty();
  }
}
