package dev.scrip.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.json.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Creates HTTP replies. */
@Singleton
@RegisterForReflection(targets = Refusal.Violation.class)
public class WebReplies {

  private final ObjectMapper mapper;

  WebReplies(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Creates the HTTP reply of a function: status 200.
   *
   * @param reply the function's reply, which is sent as JSON
   * @return the HTTP reply
   */
  public WebReply ok(Object reply) {
    return reply(200, Map.of("content-type", "application/json"), text(reply));
  }

  /** {@return a reply without a body: status 204} */
  public WebReply noContent() {
    return reply(204, Map.of(), null);
  }

  /**
   * Creates the reply with the problem of a refusal.
   *
   * @param refusal the refusal
   * @return the HTTP reply
   */
  public WebReply problem(Refusal refusal) {
    return problem(refusal, Map.of());
  }

  /**
   * Creates the reply with the problem of a refusal and further headers.
   *
   * @param refusal the refusal
   * @param more the further headers, with names in lower case
   * @return the HTTP reply
   */
  public WebReply problem(Refusal refusal, Map<String, String> more) {
    Problem problem = Problem.of(refusal);
    Map<String, String> headers = new HashMap<>(more);
    headers.put("content-type", Problem.MEDIA_TYPE);
    if (problem.status() == 401) {
      headers.put("www-authenticate", "Bearer");
    } else if (problem.status() == 503) {
      headers.put("retry-after", "1");
    }
    return reply(problem.status(), headers, text(problem));
  }

  /** {@return the refusal of a path without a function} */
  public static Refusal notFound() {
    return Refusal.of(Code.UNKNOWN_FUNCTION, "There is no function at this path.");
  }

  /** {@return the refusal of a body larger than 1 MiB} */
  public static Refusal tooLarge() {
    return Refusal.of(
        Code.REQUEST_TOO_LARGE, "The body of a request is limited to 1 MiB (1048576 bytes).");
  }

  private static WebReply reply(int status, Map<String, String> more, String body) {
    Map<String, String> headers = new HashMap<>(WebReply.HEADERS);
    headers.putAll(more);
    return new WebReply(status, headers, body);
  }

  /** A value as JSON. An unpaired surrogate, which a field name may contain, becomes "?". */
  private String text(Object value) {
    try {
      byte[] utf8 = mapper.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
      return new String(utf8, StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
