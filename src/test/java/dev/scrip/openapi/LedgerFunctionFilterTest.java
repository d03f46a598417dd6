package dev.scrip.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.scrip.access.LedgerFunction;
import dev.scrip.access.LedgerFunction.Effect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The filter completes the description from the table of functions, and checks it. */
class LedgerFunctionFilterTest {

  private static final OpenApiFile FILE = OpenApiFile.read();

  @Test
  void aFunctionWithoutPathFails() throws IOException {
    ObjectNode file = file();
    paths(file).remove("/reap");
    assertThatThrownBy(() -> OpenApiFile.generate(file.toString()))
        .hasStackTraceContaining("openapi.yaml lacks the paths [/reap] and has the paths []");
  }

  @Test
  void aPathWithoutFunctionFails() throws IOException {
    ObjectNode file = file();
    paths(file).set("/mint", paths(file).get("/add"));
    assertThatThrownBy(() -> OpenApiFile.generate(file.toString()))
        .hasStackTraceContaining("openapi.yaml lacks the paths [] and has the paths [/mint]");
  }

  @Test
  void aFunctionWithAnotherMethodFails() throws IOException {
    ObjectNode file = file();
    ObjectNode path = (ObjectNode) paths(file).get("/add");
    path.set("get", path.remove("post"));
    assertThatThrownBy(() -> OpenApiFile.generate(file.toString()))
        .hasStackTraceContaining("openapi.yaml has no operation for add.");
  }

  @Test
  void anUnknownCodeFails() throws IOException {
    ObjectNode file = file();
    ((ObjectNode) paths(file).at("/~1add/post")).putArray("x-refusals").add("below-average");
    assertThatThrownBy(() -> OpenApiFile.generate(file.toString()))
        .hasStackTraceContaining("BELOW_AVERAGE");
  }

  @Test
  void methodsFollowTheEffect() {
    for (LedgerFunction function : LedgerFunction.values()) {
      List<String> methods = new ArrayList<>();
      FILE.root()
          .path("paths")
          .path("/" + function.word())
          .properties()
          .forEach(each -> methods.add(each.getKey()));
      assertThat(methods)
          .as(function.word())
          .containsExactlyInAnyOrderElementsOf(
              switch (function.effect()) {
                case READ -> List.of("get", "post");
                case WRITE, CONTROL -> List.of("post");
                case STREAM -> List.of("get");
              });
    }
  }

  @Test
  void aReadHasAVariantForQueries() {
    JsonNode get = FILE.operation("getHistory", "get");
    assertThat(get.get("operationId").asText()).isEqualTo("getHistoryByQuery");
    assertThat(get.get("tags").toString()).isEqualTo("[\"journal\"]");
    assertThat(get.get("summary"))
        .isNotNull()
        .isEqualTo(FILE.operation("getHistory", "post").get("summary"));
    assertThat(get.has("requestBody")).isFalse();
    assertThat(get.get("responses").has("413")).isFalse();
    assertThat(FILE.operation("getHistory", "post").get("responses").has("413")).isTrue();
    assertThat(get.get("parameters"))
        .extracting(each -> each.get("in").asText() + " " + each.get("name").asText())
        .containsExactly(
            "query ledger",
            "query account",
            "query from",
            "query to",
            "query operation",
            "query order",
            "query cursor",
            "query limit");
    assertThat(get.at("/parameters/1/description").asText()).startsWith("The account whose");
    assertThat(get.at("/parameters/1/required").asBoolean()).isFalse();
    assertThat(FILE.operation("get", "get").at("/parameters/1/required").asBoolean()).isTrue();
  }

  @Test
  void aBodyIsRequiredIfAFieldIs() {
    assertThat(FILE.operation("get", "post").at("/requestBody/required").asBoolean()).isTrue();
    assertThat(FILE.operation("reap", "post").at("/requestBody").has("required")).isFalse();
  }

  @Test
  void aWriteTakesAnIdempotencyKey() {
    for (LedgerFunction function : LedgerFunction.values()) {
      assertThat(FILE.operation(function.word(), "post").path("parameters").toString())
          .as(function.word())
          .isEqualTo(
              function.effect() == Effect.WRITE
                  ? "[{\"$ref\":\"#/components/parameters/IdempotencyKey\"}]"
                  : "");
    }
  }

  @Test
  void codesAreGroupedByStatus() {
    JsonNode responses = FILE.operation("create", "post").get("responses");
    assertThat(fieldNames(responses))
        .containsExactlyInAnyOrder(
            "200", "400", "401", "403", "404", "409", "413", "422", "500", "503");
    assertThat(responses.at("/404/$ref").asText())
        .isEqualTo("#/components/responses/UnknownLedger");
    assertThat(responses.at("/503/$ref").asText())
        .isEqualTo("#/components/responses/StoreUnavailable");
    assertThat(responses.at("/409/description").asText())
        .isEqualTo("definition-changed, info-missing, account-deleted, account-exists");
    assertThat(codes(responses.get("409")))
        .containsExactly("definition-changed", "info-missing", "account-deleted", "account-exists");
    assertThat(codes(responses.get("422")))
        .containsExactly("id-reused", "expired", "supply-fixed", "below-min", "above-max");
    assertThat(responses.at("/422/content/application~1problem+json/schema/allOf/0/$ref").asText())
        .isEqualTo("#/components/schemas/Problem");
  }

  @Test
  void excludedCodesAreAbsent() {
    assertThat(codes(FILE.operation("initialize", "post").at("/responses/422")))
        .containsExactly("expired", "not-a-token");
    assertThat(codes(FILE.operation("events", "get").at("/responses/503")))
        .containsExactly("store-unavailable", "overloaded", "keys-unavailable", "restoring");
  }

  @Test
  void aBatchHasTheCodesOfItsOperations() {
    for (LedgerFunction function : LedgerFunction.values()) {
      if (function.isOperation()) {
        assertThat(FILE.refusals("batch"))
            .as(function.word())
            .containsAll(FILE.refusals(function.word()));
      }
    }
    assertThat(FILE.refusals("batch")).doesNotContain("not-a-token", "skipped");
  }

  @Test
  void aComponentResponseIsComplete() {
    JsonNode problem =
        FILE.root().at("/components/responses/InvalidRequest/content/application~1problem+json");
    assertThat(FILE.root().at("/components/responses/InvalidRequest/description").asText())
        .isEqualTo("invalid-request");
    assertThat(problem.at("/schema/allOf/1/properties/code/const").asText())
        .isEqualTo("invalid-request");
    assertThat(problem.at("/schema/allOf/1/required/0").asText()).isEqualTo("violations");
    assertThat(fieldNames(problem.get("example")))
        .containsExactly("type", "title", "status", "detail", "code", "violations");
    assertThat(
            FILE.root()
                .at(
                    "/components/responses/DefinitionChangedOrNotInitialized/content"
                        + "/application~1problem+json/example/code")
                .asText())
        .isEqualTo("not-initialized");
  }

  @Test
  void aDescriptionStatesTheRole() {
    assertThat(FILE.operation("audit", "get").get("description").asText())
        .startsWith("Compares them as they were at one instant")
        .endsWith("\n\nRequires the role `admin` or higher.");
    assertThat(FILE.operation("transfer", "post").get("description").asText())
        .isEqualTo(
            "Requires the role `writer` or higher."
                + " An account owner may call it for its own account.");
  }

  @Test
  void aBatchListsItsFunctions() {
    List<String> functions = new ArrayList<>();
    FILE.root()
        .at("/components/schemas/BatchOperation/properties/function/enum")
        .forEach(each -> functions.add(each.asText()));
    assertThat(functions)
        .contains("add", "transfer")
        .containsExactlyElementsOf(
            Arrays.stream(LedgerFunction.values())
                .filter(LedgerFunction::isOperation)
                .map(LedgerFunction::word)
                .toList());
  }

  @Test
  void noExtensionIsServed() {
    assertThat(FILE.root().toString()).doesNotContain("\"x-");
  }

  private static ObjectNode file() throws IOException {
    return (ObjectNode) new YAMLMapper().readTree(OpenApiFile.yaml());
  }

  private static ObjectNode paths(ObjectNode file) {
    return (ObjectNode) file.get("paths");
  }

  private static List<String> fieldNames(JsonNode node) {
    return node.properties().stream().map(each -> each.getKey()).toList();
  }

  private static List<String> codes(JsonNode response) {
    return StreamSupport.stream(
            response
                .at("/content/application~1problem+json/schema/allOf/1/properties/code/enum")
                .spliterator(),
            false)
        .map(JsonNode::asText)
        .toList();
  }
}
