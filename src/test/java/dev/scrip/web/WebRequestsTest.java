package dev.scrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.Call.Caller;
import dev.scrip.access.LedgerFunction;
import dev.scrip.access.LedgerFunction.Effect;
import dev.scrip.access.Role;
import dev.scrip.domain.Code;
import dev.scrip.json.Problem;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers to requests over HTTP, without a server: they are the same for both adapters. */
@QuarkusTest
class WebRequestsTest {

  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  @Inject WebRequests requests;

  private final String account = "web-" + System.nanoTime();

  @Test
  void aPostCallsTheFunctionAtThePath() {
    WebReply reply = post("create", "{\"account\":\"" + account + "\",\"amount\":5}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.headers()).containsEntry("content-type", "application/json");
    assertThat(new JsonObject(reply.body()).getString("balance")).isEqualTo("5");
  }

  @Test
  void aGetTakesTheQueryAsInput() {
    post("create", "{\"account\":\"" + account + "\",\"amount\":5}");
    WebReply reply = answer("GET", "get", "account=" + account, Map.of(), "ignored");
    assertThat(reply.body()).isEqualTo("{\"account\":\"" + account + "\",\"balance\":\"5\"}");
    assertThat(post("get", "{\"account\":\"" + account + "\"}").body()).isEqualTo(reply.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "nothing", "get/", "Get", "get/ann", "/get", "events"})
  void aPathWithoutAFunctionIsRefused(String path) {
    checkProblem(answer("GET", path, null, Map.of(), ""), Code.UNKNOWN_FUNCTION);
    checkProblem(post(path, "{}"), Code.UNKNOWN_FUNCTION);
  }

  @ParameterizedTest
  @EnumSource(value = LedgerFunction.class, mode = EnumSource.Mode.EXCLUDE, names = "EVENTS")
  void everyFunctionIsCalledByPostAndReadsByGet(LedgerFunction function) {
    boolean read = function.effect() == Effect.READ;
    for (String method : List.of("HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "get", "")) {
      WebReply reply = answer(method, function.word(), null, Map.of(), "");
      assertThat(reply.status()).as(method).isEqualTo(405);
      assertThat(reply.headers()).containsEntry("allow", read ? "GET, POST" : "POST");
    }
    // Refused or not, the method is not the reason.
    assertThat(answer("POST", function.word(), null, JSON, "[]").status()).isEqualTo(400);
    assertThat(answer("GET", function.word(), "unknown=1", Map.of(), "").status())
        .isEqualTo(read ? 400 : 405);
  }

  @Test
  void theRefusalOfAMethodNamesTheOthers() {
    assertThat(answer("PUT", "get", null, Map.of(), "").body())
        .contains("Call get by GET or POST.");
    assertThat(answer("GET", "add", null, Map.of(), "").body())
        .contains("Call add by POST: it changes the ledger.");
  }

  @Test
  void aMethodOfNoFunctionIsRefused() {
    WebReply write = answer("GET", "add", "account=a&amount=1", Map.of(), "");
    checkProblem(write, Code.METHOD_NOT_ALLOWED);
    assertThat(write.headers()).containsEntry("allow", "POST");
    WebReply read = answer("PUT", "get", "account=a", Map.of(), "");
    checkProblem(read, Code.METHOD_NOT_ALLOWED);
    assertThat(read.headers()).containsEntry("allow", "GET, POST");
  }

  @Test
  void theReplyToHeadHasNoBody() {
    WebReply reply = answer("HEAD", "get", "account=a", Map.of(), "");
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.body()).isNull();
  }

  @Test
  void aPostOfAnotherContentTypeIsRefused() {
    checkProblem(answer("POST", "getInfo", null, Map.of(), "{}"), Code.INVALID_REQUEST);
    WebReply reply = answer("POST", "getInfo", null, Map.of("content-type", "text/plain"), "{}");
    checkProblem(reply, Code.INVALID_REQUEST);
    assertThat(reply.body()).contains("content-type must be JSON");
  }

  @Test
  void aBodyMayHaveAMebibyte() {
    assertThat(post("getInfo", "{}" + " ".repeat(WebRequests.MAX_BODY - 2)).status())
        .isEqualTo(200);
    checkProblem(
        post("getInfo", "{}" + " ".repeat(WebRequests.MAX_BODY - 1)), Code.REQUEST_TOO_LARGE);
  }

  @Test
  void theIdempotencyKeyIsTheIdOfAWrite() {
    post("create", "{\"account\":\"" + account + "\",\"amount\":0}");
    Map<String, String> keyed =
        Map.of("content-type", "application/json", "idempotency-key", account);
    String input = "{\"account\":\"" + account + "\",\"amount\":1}";
    String first = answer("POST", "add", null, keyed, input).body();
    assertThat(answer("POST", "add", null, keyed, input).body()).isEqualTo(first);
    Map<String, String> invalid =
        Map.of("content-type", "application/json", "idempotency-key", "a/b");
    checkProblem(answer("POST", "add", null, invalid, input), Code.INVALID_REQUEST);
    // The key of a read is ignored.
    assertThat(answer("POST", "getInfo", null, invalid, "{}").status()).isEqualTo(200);
  }

  @Test
  void anEventHasAReplyWithoutABody() {
    post("create", "{\"account\":\"" + account + "\",\"amount\":0}");
    Map<String, String> event =
        Map.of(
            "content-type",
            "application/json",
            "ce-specversion",
            "1.0",
            "ce-source",
            "shop",
            "ce-id",
            account);
    String input = "{\"account\":\"" + account + "\",\"amount\":1}";
    for (int i = 0; i < 2; i++) {
      WebReply reply = answer("POST", "add", null, event, input);
      assertThat(reply.status()).as(reply.body()).isEqualTo(204);
      assertThat(reply.body()).isNull();
      assertThat(reply.headers()).isEmpty();
    }
    assertThat(answer("GET", "get", "account=" + account, Map.of(), "").body())
        .contains("\"balance\":\"1\"");
  }

  @Test
  void anEventWithAnIdempotencyKeyIsRefused() {
    post("create", "{\"account\":\"" + account + "\",\"amount\":0}");
    String input = "{\"account\":\"" + account + "\",\"amount\":1}";
    Map<String, String> binary = new TreeMap<>(JSON);
    binary.putAll(Map.of("ce-specversion", "1.0", "ce-source", "shop", "ce-id", account));
    binary.put("Idempotency-Key", "k");
    WebReply reply = answer("POST", "add", null, binary, input);
    checkProblem(reply, Code.INVALID_REQUEST);
    assertThat(reply.body()).contains("Idempotency-Key must not be set for a CloudEvent");
    Map<String, String> structured =
        Map.of("content-type", "application/cloudevents+json", "Idempotency-Key", "k");
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"scrip.add\",\"data\":"
            + input
            + "}";
    checkProblem(answer("POST", "", null, structured, event), Code.INVALID_REQUEST);
    assertThat(answer("GET", "get", "account=" + account, Map.of(), "").body())
        .contains("\"balance\":\"0\"");
  }

  @Test
  void theCallerNeedsThePermission() {
    WebRequest request = new WebRequest("POST", "reap", null, headers(JSON), bytes("{}"));
    WebReply reply = answer(request, Caller.of("shop", Role.WRITER));
    checkProblem(reply, Code.FORBIDDEN);
  }

  private WebReply post(String path, String body) {
    return answer("POST", path, null, JSON, body);
  }

  private WebReply answer(
      String method, String path, String query, Map<String, String> headers, String body) {
    return answer(
        new WebRequest(method, path, query, headers(headers), bytes(body)), Caller.UNRESTRICTED);
  }

  private WebReply answer(WebRequest request, Caller caller) {
    return requests.answer(request, caller).toCompletableFuture().join();
  }

  private static WebRequest.Headers headers(Map<String, String> values) {
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(values);
    return name -> byName.containsKey(name) ? List.of(byName.get(name)) : List.of();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void checkProblem(WebReply reply, Code code) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(Problem.status(code));
    assertThat(reply.headers()).containsEntry("content-type", Problem.MEDIA_TYPE);
    assertThat(new JsonObject(reply.body()).getString("code")).isEqualTo(code.word());
  }
}
