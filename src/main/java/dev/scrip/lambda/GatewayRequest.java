package dev.scrip.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.web.WebRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Converts an event of API Gateway's HTTP API, payload format 2.0, to a {@link WebRequest}. */
final class GatewayRequest {

  private static final String DEFAULT_STAGE = "$default";

  private GatewayRequest() {}

  /**
   * Checks that an event is a request in the payload format 2.0.
   *
   * @param event the event, or null
   * @throws RefusedException {@code invalid-request} if it is another event
   */
  static void checkFormat(APIGatewayV2HTTPEvent event) {
    if (event == null
        || event.getRequestContext() == null
        || event.getRequestContext().getHttp() == null
        || event.getRequestContext().getHttp().getMethod() == null
        || event.getRawPath() == null) {
      throw new RefusedException(
          Refusal.invalid(
              "event",
              "must be a request in payload format 2.0 of an API Gateway HTTP API or a function"
                  + " URL, because the handler is http"));
    }
  }

  /**
   * Converts an event.
   *
   * @param event the event, in the right format
   * @return the request
   * @throws RefusedException {@code invalid-request} if its body is malformed
   */
  static WebRequest of(APIGatewayV2HTTPEvent event) {
    return new WebRequest(
        event.getRequestContext().getHttp().getMethod(),
        path(event),
        event.getRawQueryString(),
        headers(event),
        body(event));
  }

  /** The headers, by name in any case. API Gateway joins the values of a repeated header. */
  static WebRequest.Headers headers(APIGatewayV2HTTPEvent event) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (event.getHeaders() != null) {
      headers.putAll(event.getHeaders());
    }
    return name -> headers.get(name) == null ? List.of() : List.of(headers.get(name));
  }

  /** The path without the leading slash, and without the stage unless it is the default. */
  private static String path(APIGatewayV2HTTPEvent event) {
    String path = event.getRawPath();
    String stage = event.getRequestContext().getStage();
    if (stage != null && !stage.equals(DEFAULT_STAGE) && path.startsWith("/" + stage + "/")) {
      path = path.substring(stage.length() + 1);
    }
    // A path without a leading slash must not match a function.
    return path.startsWith("/") ? path.substring(1) : "/" + path;
  }

  private static byte[] body(APIGatewayV2HTTPEvent event) {
    if (event.getBody() == null) {
      return new byte[0];
    }
    if (!event.getIsBase64Encoded()) {
      return event.getBody().getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(event.getBody());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          Refusal.invalid("body", "must be base64, as isBase64Encoded is true"));
    }
  }
}
