package dev.scrip.http;

import dev.scrip.domain.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/**
 * The rule that bodies are JSON and do not say otherwise. A browser's form, sent from a foreign
 * page, always does.
 */
final class ContentType {

  private ContentType() {}

  static boolean isJson(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (header == null) {
      return true;
    }
    int parameters = header.indexOf(';');
    String type =
        (parameters < 0 ? header : header.substring(0, parameters))
            .strip()
            .toLowerCase(Locale.ROOT);
    return type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"));
  }

  static Refusal refusal() {
    return Refusal.invalid(
        "content-type", "must be JSON: send the header `content-type: application/json`");
  }
}
