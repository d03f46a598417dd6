package dev.scrip.web;

import dev.scrip.domain.Refusal;
import java.util.Locale;

/**
 * The content type of a body, which must be JSON. A browser sends JSON from a page of another site
 * only after a CORS preflight.
 */
public final class ContentType {

  private ContentType() {}

  /**
   * Reports whether a content type is JSON.
   *
   * @param header the value of the header Content-Type, or null if there is none
   * @return true for {@code application/json} and for {@code application/*+json}
   */
  public static boolean isJson(String header) {
    if (header == null) {
      return false;
    }
    String type = type(header);
    return type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"));
  }

  /**
   * Returns the media type of a content type.
   *
   * @param header the value of the header Content-Type
   * @return the media type without parameters, in lower case
   */
  public static String type(String header) {
    int parameters = header.indexOf(';');
    return (parameters < 0 ? header : header.substring(0, parameters))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /** {@return the refusal of a content type other than JSON} */
  public static Refusal refusal() {
    return Refusal.invalid(
        "content-type", "must be JSON: send the header `content-type: application/json`");
  }
}
