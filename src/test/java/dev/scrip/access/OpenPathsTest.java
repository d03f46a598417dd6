package dev.scrip.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and methods with which a stranger might come past the question who is calling. */
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
  void askAStrangerForAToken(String line) throws IOException {
    String reply = send(line);
    assertThat(reply).doesNotStartWith("HTTP/1.1 200").doesNotStartWith("HTTP/1.1 5");
    assertThat(reply).doesNotContain("accounts", "getTopHolders");
    assertThat(reply).contains("x-content-type-options: nosniff");
    // No handler of anybody's ever sees the one without a path.
    if (!line.contains("/q/") && !line.equals("OPTIONS *")) {
      assertThat(reply).matches("(?s)HTTP/1.1 401 .*www-authenticate: Bearer.*");
    }
  }

  private static String send(String line) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      socket.setSoTimeout(10_000);
      String request =
          line
              + " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n"
              + "content-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
