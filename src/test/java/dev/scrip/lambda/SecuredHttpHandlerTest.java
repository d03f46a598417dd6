package dev.scrip.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrip.access.SecuredLedgers;
import dev.scrip.access.Tokens;
import dev.scrip.access.Tokens.Signer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The function asks for tokens itself, whatever stands in front of it. */
@QuarkusTest
@TestProfile(SecuredLedgers.class)
@Tag("lambda")
class SecuredHttpHandlerTest {

  private final String account = "secured-" + System.nanoTime();

  @Test
  void nobodyCallsWithoutAToken() {
    for (String path : new String[] {"/create", "/nothing", "/"}) {
      JsonNode reply = LambdaRuntime.invoke(create(path, null));
      assertThat(reply.path("statusCode").asInt()).isEqualTo(401);
      assertThat(reply.path("headers").path("www-authenticate").asText()).isEqualTo("Bearer");
      assertThat(reply.path("body").asText()).contains("urn:scrip:unauthenticated");
    }
    assertThat(status(create("/create", "Bearer x.y.z"))).isEqualTo(401);
  }

  @Test
  void theTokenSaysWhatACallerMayDo() {
    assertThat(status(create("/create", bearer("ann", "reader")))).isEqualTo(403);
    assertThat(status(create("/create", bearer(account)))).isEqualTo(403);
    assertThat(status(create("/create", bearer("ann", "writer")))).isEqualTo(200);
    assertThat(status(get(bearer(account)))).isEqualTo(200);
    assertThat(status(get(bearer("somebody")))).isEqualTo(403);
  }

  @Test
  void anEventIsNoWayRoundTheToken() {
    ObjectNode event = create("/create", null);
    ((ObjectNode) event.path("headers"))
        .put("ce-id", account)
        .put("ce-source", "shop")
        .put("ce-specversion", "1.0");
    assertThat(status(event)).isEqualTo(401);
    ((ObjectNode) event.path("headers")).put("Authorization", bearer("ann", "reader"));
    assertThat(status(event)).isEqualTo(403);
    ((ObjectNode) event.path("headers")).put("Authorization", bearer("ann", "writer"));
    assertThat(status(event)).isEqualTo(204);
  }

  private ObjectNode create(String path, String authorization) {
    ObjectNode event = (ObjectNode) LambdaRuntime.sample("http-create");
    event.put("rawPath", path);
    event.put("body", "{\"account\":\"" + account + "\",\"amount\":1}");
    return authorized(event, authorization);
  }

  private ObjectNode get(String authorization) {
    ObjectNode event = (ObjectNode) LambdaRuntime.sample("http-get");
    event.put("rawQueryString", "account=" + account);
    return authorized(event, authorization);
  }

  private static ObjectNode authorized(ObjectNode event, String authorization) {
    ObjectNode headers = (ObjectNode) event.path("headers");
    headers.remove("idempotency-key");
    if (authorization != null) {
      headers.put("authorization", authorization);
    }
    return event;
  }

  private static String bearer(String subject, String... groups) {
    return "Bearer " + Tokens.good(Signer.RS256, subject, groups);
  }

  private static int status(JsonNode event) {
    return LambdaRuntime.invoke(event).path("statusCode").asInt();
  }
}
