package dev.scrip.access;

import static dev.scrip.access.Calls.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.Tokens.Signer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Callers without a token, where the setting gives them a role. */
@QuarkusTest
@TestProfile(SecuredLedgers.AnonymousReaders.class)
class AnonymousReadersTest {

  @Test
  void haveThatRoleAndNoMore() {
    Permissions.roles()
        .forEach(
            (function, least) -> {
              int status =
                  function.equals("events")
                      ? Calls.events(null, SecuredLedgers.POINTS).status()
                      : Calls.post(null, function, new JsonObject()).status();
              if (least == Role.READER) {
                assertThat(status).as(function).isIn(200, 400);
              } else {
                assertThat(status).as(function).isEqualTo(403);
              }
            });
  }

  @Test
  void doNotHideABadToken() {
    Tokens.bad(Signer.RS256, "ann")
        .forEach(
            (name, token) ->
                assertThat(Calls.get(token, "/getAll").status()).as(name).isEqualTo(401));
  }

  @Test
  void aTokenStillSaysWhoItIs() {
    assertThat(Calls.get(Tokens.good(Signer.RS256, "ann"), "/getAll").status()).isEqualTo(403);
    String writer = Tokens.good(Signer.RS256, "lisa", "writer");
    String account = "anonymous-" + System.nanoTime();
    assertThat(Calls.post(writer, "create", fields("account", account, "amount", 1)).status())
        .isEqualTo(200);
    assertThat(Calls.get(null, "/getHistory?account=" + account).body())
        .contains("\"by\":\"lisa\"");
  }
}
