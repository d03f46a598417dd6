package dev.scrip.web;

import dev.scrip.domain.Refusal;
import dev.scrip.function.PendingReply;
import dev.scrip.json.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * An HTTP reply.
 *
 * @param status the HTTP status
 * @param headers the headers, beside {@link #HEADERS}, which every reply has
 * @param body the text of the body, or null if there is none
 */
@RegisterForReflection(targets = Refusal.Violation.class)
public record WebReply(int status, Map<String, String> headers, String body) {

  /** The headers of every reply: it must not be cached, framed or treated as another media type. */
  public static final Map<String, String> HEADERS =
      Map.of(
          "cache-control", "no-store",
          "content-security-policy", "default-src 'none'; frame-ancestors 'none'",
          "referrer-policy", "no-referrer",
          "x-content-type-options", "nosniff");

  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  /**
   * Creates the HTTP reply of a function: status 200, or 202 if it is not done yet.
   *
   * @param reply the function's reply, which is sent as JSON
   * @return the HTTP reply
   */
  public static WebReply ok(Object reply) {
    boolean isPending = reply instanceof PendingReply pending && pending.isPending();
    return new WebReply(isPending ? 202 : 200, JSON, text(reply));
  }

  /** {@return a reply without a body: status 204} */
  public static WebReply noContent() {
    return new WebReply(204, Map.of(), null);
  }

  /**
   * Creates the reply with the problem of a refusal.
   *
   * @param refusal the refusal
   * @return the HTTP reply
   */
  public static WebReply problem(Refusal refusal) {
    Problem problem = Problem.of(refusal);
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", Problem.MEDIA_TYPE);
    if (problem.status() == 401) {
      headers.put("www-authenticate", "Bearer");
    } else if (problem.status() == 503) {
      headers.put("retry-after", "1");
    }
    return new WebReply(problem.status(), headers, text(problem));
  }

  /**
   * Returns the same reply with one more header.
   *
   * @param name the name, in lower case
   * @param value the value
   * @return the reply
   */
  WebReply with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new WebReply(status, more, body);
  }

  /** The reply to the method HEAD, which has no body. */
  WebReply withoutBody() {
    return new WebReply(status, headers, null);
  }

  /** A value as JSON. An unpaired surrogate, which a field name may contain, becomes "?". */
  private static String text(Object value) {
    byte[] utf8 = Json.encode(value).getBytes(StandardCharsets.UTF_8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
