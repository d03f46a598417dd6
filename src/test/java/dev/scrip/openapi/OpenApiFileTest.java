package dev.scrip.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.scrip.domain.Code;
import dev.scrip.json.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The API description by itself: closed schemas, valid examples, resolvable references. */
class OpenApiFileTest {

  private static final OpenApiFile FILE = OpenApiFile.read();

  @Test
  void everyReferenceLeadsSomewhere() {
    Set<String> used = new HashSet<>();
    walk(
        "",
        FILE.root(),
        (path, node) -> {
          if (node.path("$ref").isTextual()) {
            String target = node.get("$ref").asText();
            used.add(target);
            assertThat(FILE.root().at(target.substring(1)).isMissingNode())
                .as(path + " -> " + target)
                .isFalse();
          }
        });
    for (String kind : List.of("parameters", "responses", "schemas")) {
      for (Map.Entry<String, JsonNode> each :
          FILE.root().path("components").path(kind).properties()) {
        assertThat(used).contains("#/components/" + kind + "/" + each.getKey());
      }
    }
  }

  @Test
  void everyObjectIsClosed() {
    walk(
        "",
        FILE.root(),
        (path, node) -> {
          if (node.path("type").asText().equals("object")) {
            JsonNode additional = node.path("additionalProperties");
            // An object whose names are the caller's says what their values are.
            assertThat(additional.equals(BooleanNode.FALSE) || additional.has("type"))
                .as(path)
                .isTrue();
          }
        });
  }

  @Test
  void everyExampleIsValid() {
    List<String> examples = new ArrayList<>();
    walk(
        "",
        FILE.root(),
        (path, node) -> {
          if (node.has("example") && node.has("schema")) {
            examples.add(path);
            assertThat(FILE.check(node.get("schema"), node.get("example"))).as(path).isEmpty();
          }
          if (path.startsWith("/components/schemas/") && node.path("examples").isArray()) {
            node.get("examples")
                .forEach(each -> assertThat(FILE.check(node, each)).as(path).isEmpty());
          }
        });
    assertThat(examples).hasSizeGreaterThan(FILE.functions().size());
  }

  @Test
  void everyExampleOfAProblemHasTheTitleAndTheStatusOfItsCode() {
    walk(
        "",
        FILE.root(),
        (path, node) -> {
          if (node.isObject() && node.path("code").isTextual()) {
            Code code = Code.of(node.get("code").asText());
            assertThat(node.get("title").asText()).isEqualTo(code.title());
            assertThat(node.get("status").asInt()).isEqualTo(Problem.status(code));
            assertThat(node.get("type").asText()).isEqualTo("urn:scrip:" + code.word());
          }
        });
  }

  @Test
  void aProblemMayHaveAnyCode() {
    Set<String> codes = new TreeSet<>();
    FILE.root()
        .at("/components/schemas/Problem/properties/code/enum")
        .forEach(each -> codes.add(each.asText()));
    assertThat(codes)
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(Code.values()).map(Code::word).toList());
  }

  /** Each code of a response belongs to the status under which it stands. */
  @Test
  void codesStandUnderTheirStatus() {
    for (String function : FILE.functions()) {
      for (String code : FILE.refusals(function)) {
        String status = Integer.toString(Problem.status(Code.of(code)));
        JsonNode responses = FILE.operation(function, "post").get("responses");
        assertThat(FILE.resolve(responses.path(status)).toString())
            .as(function + " " + status)
            .contains("\"" + code + "\"");
      }
    }
  }

  /** A read by query has the parameters that its request has fields, and replies alike. */
  @Test
  void queriesAndBodiesAreTheSame() {
    for (String function : FILE.functions()) {
      JsonNode get = FILE.operation(function, "get");
      JsonNode post = FILE.operation(function, "post");
      if (get.isMissingNode()) {
        continue;
      }
      JsonNode request =
          FILE.resolve(post.path("requestBody").at("/content/application~1json/schema"));
      Set<String> required = new TreeSet<>();
      request.path("required").forEach(each -> required.add(each.asText()));
      Set<String> parameters = new TreeSet<>();
      for (JsonNode each : get.get("parameters")) {
        JsonNode parameter = FILE.resolve(each);
        String name = parameter.get("name").asText();
        parameters.add(name);
        assertThat(parameter.get("schema"))
            .as(function + " " + name)
            .isEqualTo(request.path("properties").get(name));
        assertThat(parameter.path("required").asBoolean()).isEqualTo(required.contains(name));
      }
      Set<String> fields = new TreeSet<>();
      request.get("properties").fieldNames().forEachRemaining(fields::add);
      assertThat(parameters).as(function).isEqualTo(fields);
      get.get("responses")
          .properties()
          .forEach(
              each ->
                  assertThat(each.getValue())
                      .as(function + " " + each.getKey())
                      .isEqualTo(post.get("responses").get(each.getKey())));
    }
  }

  /** The validator that the other tests trust does see what it should. */
  @Test
  void undeclaredFieldsAreFound() {
    JsonNode schema = FILE.root().at("/components/schemas/AccountBalance");
    assertThat(FILE.check(schema, json("a", "1"))).isEmpty();
    assertThat(FILE.check(schema, json("a", "01"))).isNotEmpty();
    assertThat(FILE.check(schema, json("a", "-0"))).isNotEmpty();
    ObjectNode more = json("a", "1");
    more.set("more", new TextNode("x"));
    assertThat(FILE.check(schema, more)).isNotEmpty();
  }

  private static ObjectNode json(String account, String balance) {
    return JsonNodeFactory.instance.objectNode().put("account", account).put("balance", balance);
  }

  private static void walk(String path, JsonNode node, BiConsumer<String, JsonNode> visitor) {
    visitor.accept(path, node);
    if (node.isObject()) {
      node.properties().forEach(each -> walk(path + "/" + each.getKey(), each.getValue(), visitor));
    } else {
      for (int i = 0; i < node.size(); i++) {
        walk(path + "/" + i, node.get(i), visitor);
      }
    }
  }
}
