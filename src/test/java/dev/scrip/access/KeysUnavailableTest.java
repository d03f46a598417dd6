package dev.scrip.access;

import static dev.scrip.access.Calls.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.Calls.Reply;
import dev.scrip.access.Tokens.Signer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Replies over HTTP while the keys that verify tokens cannot be fetched. */
@QuarkusTest
@TestProfile(SecuredLedgers.UnreachableKey.class)
class KeysUnavailableTest {

  private static final String TOKEN = Tokens.good(Signer.ES256, "ann", "admin");

  @Test
  void aTokenThatCannotBeVerifiedIsRefusedForNow() {
    for (Reply reply :
        new Reply[] {
          Calls.get(TOKEN, "/getInfo"),
          Calls.post(TOKEN, "create", fields("account", "ann", "amount", 1)),
          Calls.get(TOKEN, "/no-such-path"),
          Calls.events(TOKEN, SecuredLedgers.POINTS)
        }) {
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.code()).isEqualTo("keys-unavailable");
      assertThat(reply.json().getString("outcome")).isEqualTo("not-applied");
      assertThat(Integer.parseInt(reply.header("retry-after"))).isPositive();
    }
  }

  @Test
  void aCallWithoutATokenIsUnauthenticated() {
    for (String token : new String[] {null, "rubbish", TOKEN.substring(0, TOKEN.indexOf('.'))}) {
      assertThat(Calls.get(token, "/getInfo").status()).isEqualTo(401);
    }
  }
}
