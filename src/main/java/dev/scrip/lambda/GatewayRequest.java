package dev.scrip.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.trigger.WebRequests.WebRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** A request as API Gateway's HTTP API hands it over, payload format 2.0. */
final class GatewayRequest implements WebRequest {

  private static final String DEFAULT_STAGE = "$default";

  private final APIGatewayV2HTTPEvent event;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  GatewayRequest(APIGatewayV2HTTPEvent event) {
    this.event = event;
    if (event.getHeaders() != null) {
      headers.putAll(event.getHeaders());
    }
    if (event.getRequestContext() == null
        || event.getRequestContext().getHttp() == null
        || event.getRawPath() == null) {
      throw new RefusedException(
          Refusal.invalid("event", "must be a request in API Gateway's payload format 2.0"));
    }
  }

  @Override
  public String method() {
    return event.getRequestContext().getHttp().getMethod();
  }

  /** Any stage but the default one stands in front of the path. */
  @Override
  public String path() {
    String path = event.getRawPath();
    String stage = event.getRequestContext().getStage();
    boolean inPath =
        stage != null && !stage.equals(DEFAULT_STAGE) && path.startsWith("/" + stage + "/");
    return inPath ? path.substring(stage.length() + 1) : path;
  }

  @Override
  public String query() {
    return event.getRawQueryString();
  }

  @Override
  public String header(String name) {
    return headers.get(name);
  }

  @Override
  public byte[] body() {
    if (event.getBody() == null) {
      return new byte[0];
    }
    if (!event.getIsBase64Encoded()) {
      return event.getBody().getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(event.getBody());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Refusal.invalid("body", "is not Base64, though it is said to be"));
    }
  }
}
