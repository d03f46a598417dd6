package dev.scrip.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.config.DisplayedNames;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a reply, read by paths such as {@code results[0].reply.balance}. Rest-assured's own
 * paths are programs that are compiled each time, which takes longer than most calls.
 */
public final class JsonReply {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode body;

  private JsonReply(JsonNode body) {
    this.body = body;
  }

  /** The body of a response. */
  public static JsonReply of(Response response) {
    try {
      return new JsonReply(DisplayedNames.plain(JSON.readTree(response.asByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON: " + response.asString(), e);
    }
  }

  /** The whole body. */
  public JsonNode body() {
    return body;
  }

  /** A text, or null if there is none. */
  public String getString(String path) {
    return at(path).textValue();
  }

  /** A whole number. */
  public int getInt(String path) {
    return ((Number) value(at(path))).intValue();
  }

  /** True or false. */
  public boolean getBoolean(String path) {
    return (Boolean) value(at(path));
  }

  /** The items of a list, or the field of each item that the rest of the path names. */
  @SuppressWarnings("unchecked")
  public <T> List<T> getList(String path) {
    List<T> items = new ArrayList<>();
    at(path).forEach(each -> items.add((T) value(each)));
    return items;
  }

  /** The body as text. */
  public String prettify() {
    return body.toPrettyString();
  }

  private JsonNode at(String path) {
    JsonNode at = body;
    for (String step : path.replace("[", ".").replace("]", "").split("\\.", -1)) {
      at = step(at, step);
    }
    return at;
  }

  private static JsonNode step(JsonNode at, String step) {
    if (!at.isArray()) {
      return at.path(step);
    }
    if (step.matches("\\d+")) {
      return at.path(Integer.parseInt(step));
    }
    var items = JSON.createArrayNode();
    at.forEach(each -> items.add(each.path(step)));
    return items;
  }

  private static Object value(JsonNode node) {
    return node.isMissingNode() ? null : JSON.convertValue(node, Object.class);
  }
}
