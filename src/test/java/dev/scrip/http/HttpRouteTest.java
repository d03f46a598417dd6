package dev.scrip.http;

import static dev.scrip.client.Problems.post;
import static dev.scrip.client.Problems.problem;
import static dev.scrip.client.Problems.stillWorks;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods, paths, queries and content types. */
@QuarkusTest
class HttpRouteTest {

  @AfterEach
  void theNextRequestStillWorks() {
    stillWorks();
  }

  @Test
  void aReadAnswersGetAndPostAlike() {
    post("create", "{\"account\":\"reader\",\"amount\":\"5\"}");
    String byPost = post("get", "{\"account\":\"reader\"}").asString();
    assertThat(byPost).isEqualTo("{\"account\":\"reader\",\"balance\":\"5\"}");
    Response byGet = given().get("/get?account=reader");
    assertThat(byGet.asString()).isEqualTo(byPost);
    assertThat(byGet.header("cache-control")).isEqualTo("no-store");
    assertThat(byGet.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(given().get("/getInfo").statusCode()).isEqualTo(200);
  }

  @Test
  void theBodyOfAGetIsIgnored() throws IOException {
    String reply =
        RawHttp.send(
            "GET /get?account=nobody",
            List.of("Content-Length: 9", "Content-Type: text/plain"),
            "{\"x\":\"y\"}".getBytes(StandardCharsets.US_ASCII));
    assertThat(reply).startsWith("HTTP/1.1 404").contains("unknown-account", "nobody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
  void otherMethodsAreNotAllowed(String method) {
    Response write = given().request(method, "/create");
    problem(write, Code.METHOD_NOT_ALLOWED);
    assertThat(write.header("allow")).isEqualTo("POST");
    Response read = given().request(method, "/get?account=ann");
    problem(read, Code.METHOD_NOT_ALLOWED);
    assertThat(read.header("allow")).isEqualTo("GET, POST");
  }

  @Test
  void headIsNotAllowedEither() {
    Response reply = given().head("/get?account=ann");
    assertThat(reply.statusCode()).isEqualTo(405);
    assertThat(reply.header("allow")).isEqualTo("GET, POST");
    assertThat(reply.asString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nothing",
        "/get/",
        "/Get",
        "/get/ann",
        "//get",
        "/ge%74",
        "/x/../get",
        "/q/nothing"
      })
  void anUnknownPathIsAProblem(String path) throws IOException {
    for (String method : List.of("GET ", "POST ", "DELETE ")) {
      assertThat(RawHttp.send(method + path + "?account=ann", List.of(), new byte[0]))
          .startsWith("HTTP/1.1 404")
          .contains("content-type: application/problem+json", "urn:scrip:unknown-function");
    }
  }

  /** Their handlers send a request on to another path, where its body cannot be read again. */
  @ParameterizedTest
  @ValueSource(strings = {"/q/swagger-ui", "/q/swagger-ui/", "/q/openapi"})
  void aPageOfQuarkusIsServed(String path) {
    assertThat(given().get(path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "low=-inf&high=+inf",
        "high=%2Binf",
        "high=inf",
        "low=(0&high=10",
        "low=%280&limit=10"
      })
  void endsOfRangesMayStandInAQueryAsTheyAre(String query) throws IOException {
    assertThat(RawHttp.send("GET /getAll?" + query, List.of(), new byte[0]))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/get?account=%zz",
        "/get?account=%",
        "/get?account=%e",
        "/%zz",
        "/get%",
        "/get?%zz"
      })
  void aMalformedEscapeIsRefused(String path) throws IOException {
    assertThat(RawHttp.send("GET " + path, List.of(), new byte[0])).startsWith("HTTP/1.1 400");
    assertThat(RawHttp.send("POST " + path, List.of(), new byte[0])).startsWith("HTTP/1.1 400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "APPLICATION/JSON ; charset=utf-8",
        "application/vnd.scrip+json"
      })
  void jsonByAnyNameIsTaken(String type) throws IOException {
    assertThat(RawHttp.send("POST /getInfo", List.of("Content-Type: " + type), new byte[0]))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "x"
      })
  void otherContentTypesAreRefusedWithAHint(String type) throws IOException {
    for (int size : List.of(0, 20, 5000)) {
      String body = "{\"account\":\"" + "x".repeat(size) + "\"}";
      String reply =
          RawHttp.send(
              "POST /create",
              List.of("Content-Type: " + type, "Content-Length: " + body.length()),
              body.getBytes(StandardCharsets.US_ASCII));
      assertThat(reply)
          .startsWith("HTTP/1.1 400")
          .contains("content-type must be JSON: send the header `content-type: application/json`.");
    }
  }

  @Test
  void aBodyThatDoesNotSayWhatItIsIsRefused() throws IOException {
    assertThat(
            RawHttp.send(
                "POST /getInfo",
                List.of("Content-Length: 2", "Content-Type:"),
                "{}".getBytes(StandardCharsets.US_ASCII)))
        .contains("400 Bad", "content-type must be JSON");
  }
}
