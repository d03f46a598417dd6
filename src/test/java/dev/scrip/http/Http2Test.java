package dev.scrip.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** HTTP/2, which is not supported unless it is enabled. */
@QuarkusTest
class Http2Test {

  @Test
  void anOfferToUpgradeIsAnsweredOverHttp1() throws Exception {
    HttpRequest get =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/getInfo"))
            .build();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> reply = client.send(get, HttpResponse.BodyHandlers.ofString());
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
      assertThat(reply.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }

  @Test
  void aConnectionThatBeginsWithHttp2IsNotServed() throws Exception {
    try (Socket socket = RawHttp.connect()) {
      socket.setSoTimeout(10_000);
      byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
      socket.getOutputStream().write(preface);
      socket.getOutputStream().write(settings);
      byte[] answer = socket.getInputStream().readNBytes(5);
      // A server that speaks HTTP/2 would send its own settings.
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isIn("", "HTTP/");
    }
  }
}
