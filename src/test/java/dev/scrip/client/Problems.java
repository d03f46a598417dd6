package dev.scrip.client;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import dev.scrip.json.Problem;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.regex.Pattern;

/** Assertions of problems: what every problem must and must not contain. */
public final class Problems {

  /** The patterns of a class name, a stack trace and the message of a library. */
  private static final Pattern LEAK =
      Pattern.compile(
          "java|fasterxml|jackson|vertx|quarkus|dev\\.scrip|Exception|Error:|\\bat"
              + " [a-z]+\\.|redis");

  private Problems() {}

  /** Sends a body to a function as it is, without a token. */
  public static Response post(String function, String body) {
    return new LedgerClient(null).post(function, body);
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
    JsonReply problem = JsonReply.of(reply);
    assertThat(problem.getString("type")).isEqualTo("urn:scrip:" + code.word());
    assertThat(problem.getString("code")).isEqualTo(code.word());
    assertThat(problem.getString("title")).isEqualTo(code.title());
    assertThat(problem.getInt("status")).isEqualTo(Problem.status(code));
    assertThat(problem.getString("detail")).endsWith(".");
    return reply.jsonPath();
  }

  /** Checks that a reply is an invalid-request with just this violation. */
  public static void invalid(Response reply, String field, String message) {
    JsonPath body = problem(reply, Code.INVALID_REQUEST);
    assertThat(body.getList("violations.field")).as(body.prettify()).containsExactly(field);
    assertThat(body.getString("violations[0].message")).isEqualTo(message);
  }

  /** Checks that the server still answers, whatever was sent before. */
  public static void stillWorks() {
    String account = "still-" + System.nanoTime();
    assertThat(post("create", "{\"account\":\"" + account + "\",\"amount\":\"1\"}").statusCode())
        .isEqualTo(200);
    assertThat(given().get("/get?account=" + account).jsonPath().getString("balance"))
        .isEqualTo("1");
  }
}
