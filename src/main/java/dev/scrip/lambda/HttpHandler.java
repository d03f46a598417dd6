package dev.scrip.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.scrip.access.TokenVerifier;
import dev.scrip.domain.RefusedException;
import dev.scrip.trigger.WebRequests;
import jakarta.inject.Named;

/**
 * Takes requests from API Gateway's HTTP API (payload format 2.0) or a function URL, and answers as
 * the HTTP server does.
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
    WebRequests.Reply reply = reply(event);
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(reply.status())
        .withHeaders(reply.headers())
        .withBody(reply.body())
        .build();
  }

  private WebRequests.Reply reply(APIGatewayV2HTTPEvent event) {
    try {
      GatewayRequest request = new GatewayRequest(event);
      return requests.answer(request, verifier.caller(request.header("authorization")));
    } catch (RefusedException e) {
      return requests.problem(e.refusal());
    }
  }
}
