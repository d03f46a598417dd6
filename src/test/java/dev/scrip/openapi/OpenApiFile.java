package dev.scrip.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The API description as it is served: META-INF/openapi.yaml, completed by {@link
 * LedgerFunctionFilter}. Tests query it and validate with it.
 */
public final class OpenApiFile {

  private final JsonNode root;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private OpenApiFile(JsonNode root) {
    this.root = root;
  }

  /** Reads the YAML file and applies the filter, as the build of the application does. */
  public static OpenApiFile read() {
    try {
      return new OpenApiFile(new ObjectMapper().readTree(generate(yaml()).toJSON()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The YAML file as it is written by hand. */
  static String yaml() throws IOException {
    try (InputStream in =
        OpenApiFile.class.getClassLoader().getResourceAsStream("META-INF/openapi.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Applies the filter to a description. */
  static SmallRyeOpenAPI generate(String yaml) {
    return SmallRyeOpenAPI.builder()
        .enableModelReader(false)
        .enableStandardStaticFiles(false)
        .enableAnnotationScan(false)
        .enableStandardFilter(false)
        .withCustomStaticFile(() -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .addFilter(new LedgerFunctionFilter())
        .build();
  }

  JsonNode root() {
    return root;
  }

  /** All functions that the file describes: the paths that take a POST. */
  public Set<String> functions() {
    Set<String> functions = new TreeSet<>();
    root.get("paths")
        .properties()
        .forEach(
            path -> {
              if (path.getValue().has("post")) {
                functions.add(path.getKey().substring(1));
              }
            });
    return functions;
  }

  /** The operation of a function, or nothing when it does not take that method. */
  JsonNode operation(String function, String method) {
    return root.path("paths").path("/" + function).path(method);
  }

  /** The codes with which a function refuses, among the statuses that say so: 400 to 499. */
  public Set<String> refusals(String function) {
    Set<String> codes = new TreeSet<>();
    operation(function, "post")
        .path("responses")
        .properties()
        .forEach(
            response -> {
              if (response.getKey().startsWith("4")) {
                codes.addAll(codes(resolve(response.getValue())));
              }
            });
    return codes;
  }

  private Set<String> codes(JsonNode response) {
    Set<String> codes = new TreeSet<>();
    for (JsonNode part :
        response.path("content").path("application/problem+json").at("/schema/allOf")) {
      JsonNode code = part.at("/properties/code");
      if (code.has("const")) {
        codes.add(code.get("const").asText());
      }
      code.path("enum").forEach(each -> codes.add(each.asText()));
    }
    return codes;
  }

  /** The schema of a function's request. */
  public JsonNode request(String function) {
    return resolve(operation(function, "post").at("/requestBody/content/application~1json/schema"));
  }

  /** The schema of a function's reply where it succeeds. */
  public JsonNode reply(String function) {
    JsonNode response = operation(function, "post").path("responses").path("200");
    return resolve(resolve(response).at("/content/application~1json/schema"));
  }

  /** The schema of every problem. */
  public JsonNode problem() {
    return root.at("/components/schemas/Problem");
  }

  /** The node that a reference leads to, or the node itself. */
  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** What is wrong with a value by a schema of this file; empty when nothing is. */
  public List<Error> check(JsonNode schema, JsonNode value) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("components", root.get("components"));
    whole.putArray("allOf").add(schema);
    return registry.getSchema(whole).validate(value);
  }
}
