package dev.scrip.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrip.domain.Code;
import dev.scrip.json.Problem;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as API Gateway hands them over. */
@QuarkusTest
@Tag("lambda")
class HttpHandlerTest extends HandlerFixture {

  @Test
  void theSamplesWork() {
    JsonNode created = LambdaRuntime.invoke(LambdaRuntime.sample("http-create"));
    assertThat(created.path("statusCode").asInt()).as(created.toString()).isEqualTo(200);
    assertThat(LambdaRuntime.invoke(LambdaRuntime.sample("http-create"))).isEqualTo(created);
    JsonNode read = LambdaRuntime.invoke(LambdaRuntime.sample("http-get"));
    assertThat(body(read).path("balance").asText()).isEqualTo(balance("Lisa"));
    assertThat(read.path("isBase64Encoded").asBoolean()).isFalse();
    JsonNode headers = read.path("headers");
    assertThat(headers.path("content-type").asText()).isEqualTo("application/json");
    assertThat(headers.path("cache-control").asText()).isEqualTo("no-store");
    assertThat(headers.path("x-content-type-options").asText()).isEqualTo("nosniff");
  }

  @Test
  void noPortIsOpenForRequests() {
    assertThat(ConfigProvider.getConfig().getValue("quarkus.http.host-enabled", boolean.class))
        .isFalse();
  }

  @Test
  void aBodyMayBeBase64() {
    ObjectNode event = post("/create", "");
    byte[] input =
        quoted("{'account':'" + account + "','amount':7,'reason':'café'}")
            .getBytes(StandardCharsets.UTF_8);
    event.put("body", Base64.getEncoder().encodeToString(input));
    event.put("isBase64Encoded", true);
    assertThat(LambdaRuntime.invoke(event).path("statusCode").asInt()).isEqualTo(200);
    assertThat(balance(account)).isEqualTo("7");
    assertThat(entries(account).get(0).reason()).isEqualTo("café");
    event.put("body", "%%%");
    assertThat(problem(event, Code.INVALID_REQUEST).path("detail").asText())
        .isEqualTo("body must be base64, as isBase64Encoded is true.");
  }

  @Test
  void aBodyMayHaveAMebibyteAndNoMore() {
    String object = quoted("{'account':'nobody','low':1}");
    String full = object + " ".repeat((1 << 20) - object.length());
    assertThat(problem(post("/get", full), Code.INVALID_REQUEST).path("detail").asText())
        .isEqualTo("low is not a field of this request.");
    problem(post("/get", full + " "), Code.REQUEST_TOO_LARGE);
  }

  @Test
  void aWriteByGetIsNotAllowed() {
    for (String function : new String[] {"create", "add", "transfer", "reap", "batch"}) {
      JsonNode reply = LambdaRuntime.invoke(get("/" + function, "account=ann&amount=1"));
      assertThat(reply.path("headers").path("allow").asText()).isEqualTo("POST");
      assertThat(checked(reply, Code.METHOD_NOT_ALLOWED).path("detail").asText())
          .isEqualTo("Call " + function + " by POST: it changes the ledger.");
    }
  }

  @Test
  void otherMethodsAreNotAllowed() {
    ObjectNode event = get("/get", "account=ann");
    method(event, "PUT");
    JsonNode reply = LambdaRuntime.invoke(event);
    assertThat(reply.path("headers").path("allow").asText()).isEqualTo("GET, POST");
    checked(reply, Code.METHOD_NOT_ALLOWED);
    method(event, "HEAD");
    reply = LambdaRuntime.invoke(event);
    assertThat(reply.path("statusCode").asInt()).isEqualTo(405);
    assertThat(reply.path("body").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/nothing", "/get/", "/Get", "/get/ann", "//get", "", "/q/health/ready"})
  void anUnknownPathIsAProblem(String path) {
    problem(get(path, ""), Code.UNKNOWN_FUNCTION);
    problem(post(path, "{}"), Code.UNKNOWN_FUNCTION);
  }

  @Test
  void aStageInFrontOfThePathIsNoPartOfIt() {
    ObjectNode event = get("/prod/getInfo", "");
    ((ObjectNode) event.path("requestContext")).put("stage", "prod");
    assertThat(LambdaRuntime.invoke(event).path("statusCode").asInt()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get | '' | account must not be missing.",
        "get | acount=ann | acount is not a field of this request.",
        "get | account=ann&account=ann | account appears twice.",
        "get | account=%zz | query has a percent sign without two hexadecimal digits behind it.",
        "getAll | limit=1001 | limit must be 1 to 1000.",
      })
  void aQueryIsBoundStrictly(String function, String query, String detail) {
    assertThat(problem(get("/" + function, query), Code.INVALID_REQUEST).path("detail").asText())
        .isEqualTo(detail);
  }

  @Test
  void aQueryIsUnescaped() {
    open(account + " é", "3");
    JsonNode reply = LambdaRuntime.invoke(get("/get", "account=" + account + "+%C3%A9"));
    assertThat(body(reply).path("account").asText()).isEqualTo(account + " é");
    assertThat(
            LambdaRuntime.invoke(get("/getAll", "low=-inf&high=+inf")).path("statusCode").asInt())
        .isEqualTo(200);
  }

  @Test
  void theIdempotencyKeyIsTheOperationId() {
    open(account, "0");
    ObjectNode event = post("/add", quoted("{'account':'" + account + "','amount':5}"));
    header(event, "Idempotency-Key", account);
    JsonNode first = LambdaRuntime.invoke(event);
    assertThat(LambdaRuntime.invoke(event)).isEqualTo(first);
    assertThat(balance(account)).isEqualTo("5");
    event.put("body", quoted("{'account':'" + account + "','amount':6}"));
    problem(event, Code.ID_REUSED);
    header(event, "Idempotency-Key", "a/b");
    assertThat(problem(event, Code.INVALID_REQUEST).path("detail").asText())
        .isEqualTo("Idempotency-Key must be 1 to 128 printable characters without /.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "x"})
  void otherContentTypesAreRefused(String type) {
    ObjectNode event = post("/create", "{}");
    header(event, "content-type", type);
    assertThat(problem(event, Code.INVALID_REQUEST).path("detail").asText())
        .startsWith("content-type must be JSON");
  }

  @Test
  void aBodyIsBoundAsStrictlyAsOverHttp() {
    assertThat(detail("{")).isEqualTo("body is not valid JSON (line 1, column 2).");
    assertThat(detail("{'a\\ud800':1}")).startsWith("body is not valid JSON");
    assertThat(detail("null")).isEqualTo("body must not be missing.");
    assertThat(detail("")).startsWith("account must not be missing");
    ObjectNode event = post("/create", "{}");
    event.remove("body");
    problem(event, Code.INVALID_REQUEST);
  }

  @Test
  void anEventOfAnotherFormatIsRefused() {
    for (JsonNode event :
        List.of(
            LambdaRuntime.recorded("gateway-1.0"),
            LambdaRuntime.sample("queue"),
            LambdaRuntime.sample("schedule"),
            LambdaRuntime.JSON.createObjectNode())) {
      // A reply would be taken as success: SQS would delete its messages.
      assertThat(LambdaRuntime.failure(event))
          .contains(
              "invalid-request: event must be a request in payload format 2.0 of an API Gateway"
                  + " HTTP API or a function URL, because the handler is http.");
    }
  }

  @Test
  void aCloudEventIsAnsweredWithoutABody() {
    open(account, "0");
    ObjectNode event = post("/add", quoted("{'account':'" + account + "','amount':5}"));
    header(event, "ce-specversion", "1.0");
    header(event, "ce-id", account);
    header(event, "ce-source", "/shop");
    for (int i = 0; i < 2; i++) {
      JsonNode reply = LambdaRuntime.invoke(event);
      assertThat(reply.path("statusCode").asInt()).isEqualTo(204);
      assertThat(reply.path("body").isNull()).isTrue();
    }
    assertThat(balance(account)).isEqualTo("5");
  }

  private String detail(String body) {
    return problem(post("/create", quoted(body)), Code.INVALID_REQUEST).path("detail").asText();
  }

  private static ObjectNode get(String path, String query) {
    ObjectNode event = (ObjectNode) LambdaRuntime.sample("http-get");
    event.put("rawPath", path);
    event.put("rawQueryString", query);
    return event;
  }

  private static ObjectNode post(String path, String body) {
    ObjectNode event = (ObjectNode) LambdaRuntime.sample("http-create");
    event.put("rawPath", path);
    event.put("body", body);
    ((ObjectNode) event.path("headers")).remove("idempotency-key");
    return event;
  }

  private static void method(ObjectNode event, String method) {
    ((ObjectNode) event.path("requestContext").path("http")).put("method", method);
  }

  private static void header(ObjectNode event, String name, String value) {
    ((ObjectNode) event.path("headers")).put(name, value);
  }

  private static JsonNode problem(JsonNode event, Code code) {
    return checked(LambdaRuntime.invoke(event), code);
  }

  private static JsonNode checked(JsonNode reply, Code code) {
    assertThat(reply.path("statusCode").asInt())
        .as(reply.toString())
        .isEqualTo(Problem.status(code));
    assertThat(reply.path("headers").path("content-type").asText()).isEqualTo(Problem.MEDIA_TYPE);
    assertThat(body(reply).path("code").asText()).isEqualTo(code.word());
    return body(reply);
  }

  private static JsonNode body(JsonNode reply) {
    try {
      return LambdaRuntime.JSON.readTree(reply.path("body").asText());
    } catch (JsonProcessingException e) {
      throw new AssertionError(reply.toString(), e);
    }
  }
}
