package dev.scrip.trigger;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import java.util.Map;

/** What replies over the web have in common, whichever server sends them. */
public final class WebReply {

  /** The most bytes that the body of a request may have. */
  public static final int MAX_BODY = 1 << 20;

  /**
   * Headers of every reply. Replies are data about money: nobody may keep them or take them for
   * anything but what they say they are.
   */
  public static final Map<String, String> HEADERS =
      Map.of(
          "cache-control", "no-store",
          "content-security-policy", "default-src 'none'; frame-ancestors 'none'",
          "referrer-policy", "no-referrer",
          "x-content-type-options", "nosniff");

  private WebReply() {}

  /** Headers that a problem of this status has besides. */
  public static Map<String, String> headers(int status) {
    return switch (status) {
      case 401 -> Map.of("www-authenticate", "Bearer");
      case 503 -> Map.of("retry-after", "1");
      default -> Map.of();
    };
  }

  /** Nothing is at the path of a request. */
  public static Refusal nothingHere() {
    return Refusal.of(Code.UNKNOWN_FUNCTION, "There is no function at this path.");
  }

  /** The body of a request is too large. */
  public static Refusal tooLarge() {
    return Refusal.of(
        Code.REQUEST_TOO_LARGE, "A request's body may have at most 1 MiB (1048576 bytes).");
  }
}
