package dev.scrip.web;

import java.util.Map;

/**
 * An HTTP reply.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param body the text of the body, or null if there is none
 */
public record WebReply(int status, Map<String, String> headers, String body) {

  /** The headers of every reply: it must not be cached, framed or treated as another media type. */
  public static final Map<String, String> HEADERS =
      Map.of(
          "cache-control", "no-store",
          "content-security-policy", "default-src 'none'; frame-ancestors 'none'",
          "referrer-policy", "no-referrer",
          "x-content-type-options", "nosniff");
}
