package dev.scrip.trigger;

import dev.scrip.domain.Refusal;
import java.util.Locale;

/**
 * The rule that bodies are JSON and say so. A browser that sends something from a foreign page must
 * ask first before it may say that.
 */
public final class ContentType {

  private ContentType() {}

  /**
   * Whether a body says that it is JSON.
   *
   * @param header the header, or null when there is none
   */
  public static boolean isJson(String header) {
    if (header == null) {
      return false;
    }
    String type = type(header);
    return type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"));
  }

  /** The media type in a header, without its parameters. */
  public static String type(String header) {
    int parameters = header.indexOf(';');
    return (parameters < 0 ? header : header.substring(0, parameters))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /** What is said of any other body. */
  public static Refusal refusal() {
    return Refusal.invalid(
        "content-type", "must be JSON: send the header `content-type: application/json`");
  }
}
