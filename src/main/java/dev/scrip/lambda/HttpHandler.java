package dev.scrip.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.scrip.access.Call.Caller;
import dev.scrip.access.TokenVerifier;
import dev.scrip.domain.RefusedException;
import dev.scrip.web.WebReply;
import dev.scrip.web.WebRequests;
import jakarta.inject.Named;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Handles requests from API Gateway's HTTP API (payload format 2.0) or a function URL. Any other
 * event fails: after a reply SQS, for example, would delete its messages.
 */
@Named("http")
public class HttpHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

  private final WebRequests requests;
  private final TokenVerifier verifier;

  HttpHandler(WebRequests requests, TokenVerifier verifier) {
    this.requests = requests;
    this.verifier = verifier;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    GatewayRequest.checkFormat(event);
    WebReply reply = reply(event);
    Map<String, String> headers = new HashMap<>(WebReply.HEADERS);
    headers.putAll(reply.headers());
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(reply.status())
        .withHeaders(headers)
        .withBody(reply.body())
        .build();
  }

  private WebReply reply(APIGatewayV2HTTPEvent event) {
    try {
      Caller caller = verifier.caller(authorization(event));
      return requests.answer(GatewayRequest.of(event), caller).toCompletableFuture().join();
    } catch (RefusedException e) {
      return WebReply.problem(e.refusal());
    }
  }

  private static String authorization(APIGatewayV2HTTPEvent event) {
    List<String> values = GatewayRequest.headers(event).all("authorization");
    return values.isEmpty() ? null : values.get(0);
  }
}
