package dev.scrip.access;

import static dev.scrip.access.Calls.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.Tokens.Signer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Callers without a token, if the setting gives them a role. */
@QuarkusTest
@TestProfile(SecuredLedgers.AnonymousReaders.class)
class AnonymousReadersTest {

  @Test
  void haveThatRoleOnly() {
    for (LedgerFunction function : LedgerFunction.values()) {
      int status =
          function == LedgerFunction.EVENTS
              ? Calls.events(null, SecuredLedgers.POINTS).status()
              : Calls.post(null, function.word(), new JsonObject()).status();
      if (function.leastRole() == Role.READER) {
        assertThat(status).as(function.word()).isIn(200, 400);
      } else {
        assertThat(status).as(function.word()).isEqualTo(403);
      }
    }
  }

  @Test
  void doNotHideABadToken() {
    Tokens.bad(Signer.RS256, "ann")
        .forEach(
            (name, token) ->
                assertThat(Calls.get(token, "/getAll").status()).as(name).isEqualTo(401));
  }

  @Test
  void aTokenStillNamesTheCaller() {
    assertThat(Calls.get(Tokens.good(Signer.RS256, "ann"), "/getAll").status()).isEqualTo(403);
    String writer = Tokens.good(Signer.RS256, "lisa", "writer");
    String account = "anonymous-" + System.nanoTime();
    assertThat(Calls.post(writer, "create", fields("account", account, "amount", 1)).status())
        .isEqualTo(200);
    assertThat(Calls.get(null, "/getHistory?account=" + account).body())
        .contains("\"by\":\"lisa\"");
  }
}
