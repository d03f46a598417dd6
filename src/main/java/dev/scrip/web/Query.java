package dev.scrip.web;

import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Converts the query of a GET to the JSON object of the equivalent POST. */
public final class Query {

  /** More than any path has characters for. */
  private static final int MAX_PARAMETERS = 10_000;

  private Query() {}

  /**
   * Converts a query to a JSON object.
   *
   * @param query the query without its question mark, or null
   * @return the JSON object in UTF-8, whose fields are the parameters, as strings
   * @throws RefusedException {@code invalid-request} if a parameter is repeated or an escape is
   *     malformed
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
      return new QueryStringDecoder(query, StandardCharsets.UTF_8, false, MAX_PARAMETERS, true)
          .parameters();
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          Refusal.invalid("query", "has a percent sign without two hexadecimal digits behind it"));
    }
  }

  /** The value of a parameter. A plus in a query is a space, so +inf is received as " inf". */
  private static String value(String name, String value) {
    boolean end = name.equals("low") || name.equals("high");
    return end && value.equals(" inf") ? "+inf" : value;
  }
}
