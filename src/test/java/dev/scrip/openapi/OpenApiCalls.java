package dev.scrip.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.access.LedgerFunction;
import dev.scrip.domain.Code;
import dev.scrip.json.Problem;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Calls of one function, validated by the API description: the request if it succeeds, and every
 * reply. A read is called by POST and by GET.
 */
final class OpenApiCalls {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final OpenApiFile file;
  private final String function;
  private final Set<String> codes = new TreeSet<>();
  private boolean succeeded;

  OpenApiCalls(OpenApiFile file, String function) {
    this.file = file;
    this.function = function;
  }

  /** The fields of a request: name, value, name, value and so on. */
  static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  /** The same fields and one more, or another value of one. */
  static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return more;
  }

  /** Whether a function changes nothing, and so is called by GET too. */
  static boolean isRead(String function) {
    return LedgerFunction.of(function).orElseThrow().effect() == LedgerFunction.Effect.READ;
  }

  /** Calls and expects a reply. */
  JsonNode succeeds(Map<String, Object> request) {
    JsonNode schema =
        file.operation(function, "post").at("/requestBody/content/application~1json/schema");
    assertThat(file.check(schema, JSON.valueToTree(request))).as("request " + request).isEmpty();
    JsonNode reply = call(request, 200);
    succeeded = true;
    return reply;
  }

  /** Calls and expects a problem. */
  JsonNode refuses(String code, Map<String, Object> request) {
    int status = Problem.status(Code.of(code));
    JsonNode problem = call(request, status);
    assertThat(problem.path("code").asText()).as(problem.toString()).isEqualTo(code);
    assertThat(problem.path("type").asText()).isEqualTo("urn:scrip:" + code);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    codes.add(code);
    return problem;
  }

  /** Checks that a call succeeded and that each declared refusal occurred. */
  void coverTheFile() {
    assertThat(succeeded).as("a success of " + function).isTrue();
    Set<String> declared = file.refusals(function);
    // These are the same for all; see OpenApiRepliesTest#requestTooLarge, OpenApiAccessTest and
    // NoArchiveTest.
    declared.removeAll(Set.of("request-too-large", "unauthenticated", "forbidden", "no-archive"));
    assertThat(codes).as("refusals of " + function).isEqualTo(declared);
  }

  private JsonNode call(Map<String, Object> request, int status) {
    JsonNode reply =
        check(
            "post",
            given().contentType(ContentType.JSON).body(text(request)).post("/" + function),
            status);
    if (isRead(function)) {
      assertThat(check("get", given().queryParams(request).get("/" + function), status))
          .as("reply to GET and to POST")
          .isEqualTo(reply);
    }
    return reply;
  }

  private JsonNode check(String method, Response response, int status) {
    String text = response.asString();
    assertThat(response.statusCode()).as(text).isEqualTo(status);
    JsonNode declared =
        file.resolve(
            file.operation(function, method).path("responses").path(Integer.toString(status)));
    JsonNode schema = declared.path("content").path(mediaType(response)).path("schema");
    assertThat(schema.isObject()).as(function + " " + status + " " + mediaType(response)).isTrue();
    JsonNode reply = json(text);
    assertThat(file.check(schema, reply)).as(text).isEmpty();
    return reply;
  }

  static String mediaType(Response response) {
    return response.contentType().split(";", 2)[0];
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String text(Map<String, Object> request) {
    try {
      return JSON.writeValueAsString(request);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
