package dev.scrip.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.scrip.domain.RefusedException;
import dev.scrip.web.WebRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests in events of API Gateway. */
class GatewayRequestTest {

  @Test
  void hasMethodPathQueryHeadersAndBody() {
    APIGatewayV2HTTPEvent event = event("$default", "/add");
    event.setRawQueryString("a=b%20c");
    event.setHeaders(Map.of("content-type", "application/json"));
    event.setBody("caf\u00e9");
    WebRequest request = GatewayRequest.of(event);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("add");
    assertThat(request.query()).isEqualTo("a=b%20c");
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(request.headers().all("authorization")).isEmpty();
    assertThat(request.header("authorization")).isNull();
    assertThat(request.body()).isEqualTo("caf\u00e9".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "$default, /add, add",
    "$default, /prod/add, prod/add",
    "prod, /prod/add, add",
    "prod, /production/add, production/add",
    "prod, /add, add",
    "$default, /, ''",
    "$default, //add, /add",
    "$default, '', /",
    "$default, add, /add",
  })
  void thePathHasNoStage(String stage, String rawPath, String path) {
    assertThat(GatewayRequest.of(event(stage, rawPath)).path()).isEqualTo(path);
  }

  @Test
  void aHeaderWithoutAValueIsMissing() {
    APIGatewayV2HTTPEvent event = event("$default", "/add");
    event.setHeaders(Collections.singletonMap("authorization", null));
    assertThat(GatewayRequest.headers(event).all("Authorization")).isEmpty();
  }

  @Test
  void aMissingBodyIsEmpty() {
    assertThat(GatewayRequest.of(event("$default", "/add")).body()).isEmpty();
  }

  @Test
  void aBodyMayBeBase64() {
    APIGatewayV2HTTPEvent event = event("$default", "/add");
    event.setIsBase64Encoded(true);
    event.setBody("e30=");
    assertThat(GatewayRequest.of(event).body()).isEqualTo(new byte[] {'{', '}'});
    event.setBody("%%%");
    assertThatThrownBy(() -> GatewayRequest.of(event))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("body must be base64, as isBase64Encoded is true");
  }

  @Test
  void anEventOfAnotherFormatIsRefused() {
    APIGatewayV2HTTPEvent noMethod = event("$default", "/add");
    noMethod.getRequestContext().getHttp().setMethod(null);
    for (APIGatewayV2HTTPEvent event :
        new APIGatewayV2HTTPEvent[] {
          null, new APIGatewayV2HTTPEvent(), event("$default", null), noMethod
        }) {
      assertThatThrownBy(() -> GatewayRequest.checkFormat(event))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("event must be a request in payload format 2.0");
    }
  }

  private static APIGatewayV2HTTPEvent event(String stage, String path) {
    APIGatewayV2HTTPEvent.RequestContext context = new APIGatewayV2HTTPEvent.RequestContext();
    APIGatewayV2HTTPEvent.RequestContext.Http http =
        new APIGatewayV2HTTPEvent.RequestContext.Http();
    http.setMethod("POST");
    context.setHttp(http);
    context.setStage(stage);
    APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
    event.setRequestContext(context);
    event.setRawPath(path);
    return event;
  }
}
