package dev.scrip.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import dev.scrip.function.JsonReply;
import dev.scrip.function.Problem;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.regex.Pattern;

/**
 * What tests of failures share: how requests are sent, and what every problem must and must not
 * say.
 */
public final class Problems {

  /** What a class name, a stack trace or a library's own message would look like. */
  private static final Pattern LEAK =
      Pattern.compile(
          "java|fasterxml|jackson|vertx|quarkus|dev\\.scrip|Exception|Error:|\\bat [a-z]+\\.|redis");

  private Problems() {}

  static Response post(String function, String json) {
    return given().contentType("application/json; charset=utf-8").body(json).post("/" + function);
  }

  /** Checks that a reply is this problem, and returns its body. */
  public static JsonPath problem(Response reply, Code code) {
    String text = reply.asString();
    assertThat(reply.statusCode()).as(text).isEqualTo(Problem.status(code));
    assertThat(reply.contentType()).isEqualTo(Problem.MEDIA_TYPE);
    assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(reply.header("cache-control")).isEqualTo("no-store");
    assertThat(text).doesNotContainPattern(LEAK);
    // Rest-assured compiles each path anew, which takes longer than most calls.
    JsonReply told = JsonReply.of(reply);
    assertThat(told.getString("type")).isEqualTo("urn:scrip:" + code.word());
    assertThat(told.getString("code")).isEqualTo(code.word());
    assertThat(told.getString("title")).isEqualTo(code.title());
    assertThat(told.getInt("status")).isEqualTo(Problem.status(code));
    assertThat(told.getString("detail")).endsWith(".");
    return reply.jsonPath();
  }

  /** Checks that a reply is an invalid-request with just this violation. */
  static void invalid(Response reply, String field, String message) {
    JsonPath body = problem(reply, Code.INVALID_REQUEST);
    assertThat(body.getList("violations.field")).as(body.prettify()).containsExactly(field);
    assertThat(body.getString("violations[0].message")).isEqualTo(message);
  }

  /** Checks that the server is none the worse for what was sent before. */
  static void stillWorks() {
    String account = "still-" + System.nanoTime();
    assertThat(post("create", "{\"account\":\"" + account + "\",\"amount\":\"1\"}").statusCode())
        .isEqualTo(200);
    assertThat(given().get("/get?account=" + account).jsonPath().getString("balance"))
        .isEqualTo("1");
  }
}
