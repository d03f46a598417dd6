package dev.scrip.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.http.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and methods with which an unauthenticated caller might avoid authentication. */
@QuarkusTest
@TestProfile(SecuredLedgers.class)
class OpenPathsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET /getAll",
        "GET /getAll/",
        "GET //getAll",
        "GET /getall",
        "GET /nothing",
        "GET /q/../getAll",
        "GET /q/./../getAll",
        "GET /q/%2e%2e/getAll",
        "GET /q//../getAll",
        "GET /q/../events",
        "GET /q/..%2fgetAll",
        "GET /x/../getAll",
        "GET /getAll;a=b",
        "GET /events",
        "GET /events/",
        "HEAD /getAll",
        "PUT /getAll",
        "TRACE /getAll",
        "OPTIONS /getAll",
        "OPTIONS *",
        "GET http://localhost/getAll",
        "GET http://localhost/q/../getAll",
        "POST /getAll",
        "POST /q/../getAll"
      })
  void requireAToken(String line) throws IOException {
    String reply =
        RawHttp.send(
            line,
            List.of("content-type: application/json", "content-length: 2"),
            "{}".getBytes(StandardCharsets.US_ASCII));
    assertThat(reply).doesNotStartWith("HTTP/1.1 200").doesNotStartWith("HTTP/1.1 5");
    assertThat(reply).doesNotContain("accounts", "getTopHolders");
    assertThat(reply).contains("x-content-type-options: nosniff");
    // No handler receives the request without a path.
    if (!line.contains("/q/") && !line.equals("OPTIONS *")) {
      assertThat(reply).matches("(?s)HTTP/1.1 401 .*www-authenticate: Bearer.*");
    }
  }

  static Stream<String> refusedHeaders() {
    Map<String, String> bad = Tokens.bad(Tokens.Signer.RS256, "ann");
    return Stream.of(
        "accept: */*",
        "authorization: Basic YW5uOmFubg==",
        "authorization: Bearer " + bad.get("expired"),
        "authorization: Bearer " + bad.get("wrong key"));
  }

  /** Without a token nobody makes the server wait for a body (it would answer 408), or hold it. */
  @ParameterizedTest
  @MethodSource("refusedHeaders")
  void theTokenIsJudgedBeforeTheBodyArrives(String header) throws IOException {
    String reply =
        RawHttp.send("POST /getAll", List.of(header, "content-length: 1000000"), new byte[0]);
    assertThat(reply).matches("(?s)HTTP/1.1 401 .*www-authenticate: Bearer.*");
  }
}
