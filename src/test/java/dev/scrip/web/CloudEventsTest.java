package dev.scrip.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.LedgerClient;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CloudEvents as brokers send them over HTTP. */
@QuarkusTest
class CloudEventsTest {

  private final LedgerClient points = new LedgerClient("points");
  private final String account = "event-" + System.nanoTime();

  @BeforeEach
  void open() {
    points.call("create", "account", account, "amount", "0");
  }

  @Test
  void aBinaryEventIsAnsweredWithoutABody() {
    for (int i = 0; i < 2; i++) {
      Response reply = binary("1", "/shop/tills", "{'account':'" + account + "','amount':5}");
      assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(204);
      assertThat(reply.asString()).isEmpty();
      assertThat(reply.header("content-type")).isNull();
      assertThat(reply.header("cache-control")).isEqualTo("no-store");
    }
    assertThat(points.balance(account)).isEqualTo("5");
    binary("1", "/shop/other", "{'account':'" + account + "','amount':5}");
    binary("2", "/shop/tills", "{'account':'" + account + "','amount':5}");
    assertThat(points.balance(account)).isEqualTo("15");
  }

  @Test
  void theTypeOfABinaryEventDoesNotMatterButItsPathDoes() {
    Response ping =
        given()
            .header("ce-specversion", "1.0")
            .header("ce-id", account)
            .header("ce-source", "/apis/v1/namespaces/default/pingsources/reap")
            .header("ce-type", "dev.knative.sources.ping")
            .contentType("application/json")
            .body("{}")
            .post("/reap");
    assertThat(ping.statusCode()).isEqualTo(204);
  }

  @Test
  void aBadBinaryEventIsAProblem() {
    Response refused = binary("1", "shop", "{'account':'nobody-" + account + "','amount':5}");
    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(refused.jsonPath().getString("code")).isEqualTo("unknown-account");
    Response without =
        given().header("ce-id", "1").contentType("application/json").body("{}").post("/add");
    assertThat(without.statusCode()).isEqualTo(400);
    assertThat(without.jsonPath().getString("detail"))
        .isEqualTo("ce-specversion must not be missing.");
    Response malformed = binary("1", "shop", "{'account':");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.contentType()).isEqualTo("application/problem+json");
  }

  @Test
  void aReadByGetIsNoEventWhateverItsHeaders() {
    assertThat(given().header("ce-id", "1").get("/get?account=" + account).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aStructuredEventNamesTheFunctionItself() {
    for (int i = 0; i < 2; i++) {
      Response reply = structured("scrip.add");
      assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(204);
      assertThat(reply.asString()).isEmpty();
    }
    assertThat(points.balance(account)).isEqualTo("5");
    assertThat(structured("scrip.nothing").jsonPath().getString("code"))
        .isEqualTo("unknown-function");
    assertThat(structured("com.shop.sold").jsonPath().getString("detail"))
        .isEqualTo("type must be scrip. and the name of a function.");
  }

  private Response structured(String type) {
    return given()
        .contentType("application/cloudevents+json; charset=utf-8")
        .body(
            quoted(
                "{'specversion':'1.0','id':'1','source':'"
                    + account
                    + "','type':'"
                    + type
                    + "','data':{'account':'"
                    + account
                    + "','amount':5}}"))
        .post("/");
  }

  private Response binary(String id, String source, String data) {
    return given()
        .header("ce-specversion", "1.0")
        .header("ce-id", account + id)
        .header("ce-source", source)
        .header("ce-type", "com.shop.sold")
        .contentType("application/json")
        .body(quoted(data))
        .post("/add");
  }

  /** JSON with quotes instead of the apostrophes that tests write. */
  private static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
