package dev.scrip.trigger;

import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Turns the query of a GET into the JSON object that a POST would have sent. */
public final class Query {

  private Query() {}

  /**
   * The JSON object whose fields are the parameters, each a string.
   *
   * @param query without its question mark, or null
   * @throws RefusedException when a parameter is repeated, or an escape is none
   */
  public static byte[] toJson(String query) {
    JsonObject fields = new JsonObject();
    parameters(query)
        .forEach(
            (name, values) -> {
              if (values.size() > 1) {
                throw new RefusedException(Refusal.invalid(name, "appears twice"));
              }
              fields.put(name, value(name, values.get(0)));
            });
    return fields.toBuffer().getBytes();
  }

  private static Map<String, List<String>> parameters(String query) {
    if (query == null || query.isEmpty()) {
      return Map.of();
    }
    try {
      return new QueryStringDecoder(query, false).parameters();
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          Refusal.invalid("query", "has a percent sign without two hexadecimal digits behind it"));
    }
  }

  /**
   * In a query a plus means a blank, so that the upper end of all ranges, +inf, arrives with one.
   */
  private static String value(String name, String value) {
    boolean end = name.equals("low") || name.equals("high");
    return end && value.equals(" inf") ? "+inf" : value;
  }
}
