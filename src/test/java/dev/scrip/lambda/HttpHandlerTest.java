package dev.scrip.lambda;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("lambda")
class HttpHandlerTest {
  @Test
  void x() throws Exception {
    var c = java.net.http.HttpClient.newHttpClient();
    var r =
        c.send(
            java.net.http.HttpRequest.newBuilder(
                    java.net.URI.create("http://localhost:8081/_lambda_"))
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{\"version\":\"2.0\",\"rawPath\":\"/getInfo\",\"headers\":{},\"requestContext\":{\"http\":{\"method\":\"GET\"}}}"))
                .build(),
            java.net.http.HttpResponse.BodyHandlers.ofString());
    System.out.println(r.statusCode() + " " + r.headers().map() + r.body());
  }
}
