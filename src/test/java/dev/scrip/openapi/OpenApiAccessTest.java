package dev.scrip.openapi;

import static dev.scrip.openapi.OpenApiCalls.fields;
import static dev.scrip.openapi.OpenApiCalls.mediaType;
import static dev.scrip.openapi.OpenApiLedgers.POINTS;
import static dev.scrip.openapi.OpenApiLedgers.TOKEN;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The replies to callers without a token or permission, and the redaction for account owners. */
@QuarkusTest
@TestProfile(OpenApiSecuredLedgers.class)
class OpenApiAccessTest {

  private static final OpenApiFile FILE = OpenApiFile.read();

  @ConfigProperty(name = OpenApiSecuredLedgers.SIGNING_KEY)
  String signingKey;

  @Test
  void everyFunctionRequiresAToken() {
    for (String function : FILE.functions()) {
      Response refused = call(function, given(), Map.of());
      check(function, "post", "401", refused);
      assertThat(refused.header("www-authenticate")).isEqualTo("Bearer");
      if (OpenApiCalls.isRead(function)) {
        check(function, "get", "401", given().get("/" + function));
      }
    }
    check("events", "get", "401", given().get("/events"));
  }

  @Test
  void everyFunctionIsForbiddenToSomeCallers() {
    for (String function : FILE.functions()) {
      // An account owner may send a batch: permission is checked for each operation.
      RequestSpecification caller = function.equals("batch") ? as("Ron", "reader") : as("Lisa");
      check(function, "post", "403", call(function, caller, anyRequest(function)));
    }
    check("events", "get", "403", as("treasury").get("/events?ledger=" + TOKEN));
  }

  @Test
  void repliesRedactOtherBalancesForAccountOwners() {
    String lisa = "Lisa-" + UUID.randomUUID();
    String bart = "Bart-" + UUID.randomUUID();
    for (String account : List.of(lisa, bart)) {
      call(
              "create",
              as("Wendy", "writer"),
              fields("ledger", POINTS, "account", account, "amount", 5))
          .then()
          .statusCode(200);
    }
    Map<String, Object> transfer =
        fields("ledger", POINTS, "from", lisa, "to", bart, "amount", "1.5");
    JsonNode moved = check("transfer", "post", "200", call("transfer", as(lisa), transfer));
    assertThat(moved.at("/from/balance").asText()).isEqualTo("3.5");
    assertThat(moved.at("/to/balance").isNull()).isTrue();

    Map<String, Object> burn = fields("ledger", POINTS, "account", lisa, "amount", 1);
    JsonNode burned = check("burn", "post", "200", call("burn", as(lisa), burn));
    assertThat(burned.get("circulatingSupply").isNull()).isTrue();

    Map<String, Object> own = fields("ledger", POINTS, "account", lisa);
    JsonNode history = check("getHistory", "post", "200", call("getHistory", as(lisa), own));
    assertThat(history.at("/entries/1/postings/0/balance").asText()).isEqualTo("3.5");
    assertThat(history.at("/entries/1/postings/1/balance").isNull()).isTrue();

    Map<String, Object> item = fields("function", "transfer", "input", transfer);
    Map<String, Object> batch = fields("operations", List.of(item));
    JsonNode results = check("batch", "post", "200", call("batch", as(lisa), batch));
    assertThat(results.at("/results/0/reply/to/balance").isNull()).isTrue();
  }

  /** A caller of this name with these roles. */
  private RequestSpecification as(String name, String... roles) {
    String token =
        Jwt.issuer(OpenApiSecuredLedgers.ISSUER)
            .audience(OpenApiSecuredLedgers.AUDIENCE)
            .subject(name)
            .groups(Set.of(roles))
            .sign(key());
    return given().header("authorization", "Bearer " + token);
  }

  private PrivateKey key() {
    try {
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(signingKey)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Response call(
      String function, RequestSpecification caller, Map<String, Object> request) {
    return caller.contentType(ContentType.JSON).body(request).post("/" + function);
  }

  /** A request that can be read. Permission is checked before the constraints of its fields. */
  private static Map<String, Object> anyRequest(String function) {
    return function.equals("batch") ? Map.of("operations", List.of()) : Map.of("ledger", POINTS);
  }

  /** Checks a reply by the response declared for its status, and returns it. */
  private static JsonNode check(String function, String method, String status, Response response) {
    String text = response.asString();
    assertThat(Integer.toString(response.statusCode())).as(function + " " + text).isEqualTo(status);
    JsonNode declared = FILE.resolve(FILE.operation(function, method).at("/responses/" + status));
    JsonNode schema = declared.path("content").path(mediaType(response)).path("schema");
    assertThat(schema.isObject()).as(function + " " + status).isTrue();
    JsonNode reply = OpenApiCalls.json(text);
    assertThat(FILE.check(schema, reply)).as(function + " " + text).isEmpty();
    return reply;
  }
}
