package dev.scrip.web;

import static dev.scrip.client.Problems.invalid;
import static dev.scrip.client.Problems.stillWorks;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.client.Problems;
import dev.scrip.domain.Code;
import dev.scrip.domain.RefusedException;
import dev.scrip.http.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operation id in the header Idempotency-Key. */
@QuarkusTest
class IdempotencyKeyTest {

  private static final String KEY = "Idempotency-Key";
  private static final String RULE = "must be 1 to 128 printable characters without /";

  private final String account = "key-" + System.nanoTime();

  @BeforeEach
  void open() {
    assertThat(
            request()
                .body("{\"account\":\"" + account + "\",\"amount\":\"0\"}")
                .post("/create")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void theSameKeyChangesNothingTwice() {
    Response first = add(request().header(KEY, account + " 1"), 5);
    Response second = add(request().header(KEY, account + " 1"), 5);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.asString()).isEqualTo(first.asString());
    assertThat(balance()).isEqualTo("5");
    Problems.problem(add(request().header(KEY, account + " 1"), 6), Code.ID_REUSED);
  }

  @Test
  void theKeyIsTheIdOfTheBody() {
    Response first = add(request().header(KEY, account), 5);
    String body = "{\"account\":\"" + account + "\",\"amount\":\"5\",\"id\":\"" + account + "\"}";
    assertThat(request().body(body).post("/add").asString()).isEqualTo(first.asString());
    assertThat(request().header(KEY, account).body(body).post("/add").asString())
        .isEqualTo(first.asString());
    invalid(
        request().header(KEY, "another").body(body).post("/add"),
        "id",
        "must not differ from the Idempotency-Key");
    assertThat(balance()).isEqualTo("5");
  }

  @Test
  void aKeyInUtf8IsTheSameTextAsInABody() throws IOException {
    String id = account + "-\u00e9\u20ac";
    String body = "{\"account\":\"" + account + "\",\"amount\":\"5\"}";
    String reply =
        RawHttp.send(
            "POST /add",
            List.of(KEY + ": " + id, "Content-Length: " + body.length()),
            body.getBytes(StandardCharsets.US_ASCII));
    assertThat(reply).startsWith("HTTP/1.1 200");
    String withId = body.replace("}", ",\"id\":\"" + id + "\"}");
    assertThat(reply).endsWith(request().body(withId).post("/add").asString());
    assertThat(balance()).isEqualTo("5");
  }

  @Test
  void anInvalidKeyIsRefused() {
    invalid(add(request().header(KEY, ""), 5), KEY, RULE);
    invalid(add(request().header(KEY, "a/b"), 5), KEY, RULE);
    invalid(add(request().header(KEY, "a\tb"), 5), KEY, RULE);
    invalid(add(request().header(KEY, "x".repeat(129)), 5), KEY, RULE);
    invalid(add(request().header(KEY, "a").header(KEY, "a"), 5), KEY, "appears twice");
    assertThat(balance()).isEqualTo("0");
    assertThat(
            add(request().header(KEY, account + "x".repeat(128 - account.length())), 5)
                .statusCode())
        .isEqualTo(200);
    stillWorks();
  }

  @Test
  void isReadFromTheValuesOfTheHeader() {
    assertThat(id(List.of())).isNull();
    assertThat(id(List.of("a b"))).isEqualTo("a b");
    // The bytes of UTF-8, read as ISO 8859-1, and the same text already decoded.
    assertThat(id(List.of("\u00e2\u0082\u00ac"))).isEqualTo("\u20ac");
    assertThat(id(List.of("\u20ac"))).isEqualTo("\u20ac");
    for (String invalid : List.of("", "a/b", "\u00ff", "x".repeat(129))) {
      assertThatThrownBy(() -> id(List.of(invalid)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(KEY + " " + RULE);
    }
    assertThatThrownBy(() -> id(List.of("a", "a"))).hasMessageContaining(KEY + " appears twice");
  }

  private static String id(List<String> values) {
    return new WebRequest("POST", "add", null, name -> values, new byte[0]).idempotencyKey();
  }

  private static RequestSpecification request() {
    return given().contentType("application/json; charset=utf-8");
  }

  private Response add(RequestSpecification request, int amount) {
    return request.body("{\"account\":\"" + account + "\",\"amount\":" + amount + "}").post("/add");
  }

  private String balance() {
    return given().get("/get?account=" + account).jsonPath().getString("balance");
  }
}
