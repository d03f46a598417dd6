package dev.scrip.function;

import static dev.scrip.function.FunctionContract.checkFields;
import static dev.scrip.function.FunctionContract.checkInvalid;
import static dev.scrip.function.FunctionContract.checkLedgerFields;
import static dev.scrip.function.FunctionContract.checkReadMethods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** The function getTopHolders over HTTP. */
@QuarkusTest
class GetTopHoldersFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final LedgerClient token = new LedgerClient("token");
  private final String account = "getTopHolders-" + System.nanoTime();

  @Test
  void repliesTheHighestBalancesFirst() {
    token.call("transfer", "from", "treasury", "to", account, "amount", "1");
    JsonReply reply = checkReadMethods(token, "getTopHolders", "limit", 2);
    checkFields(reply, "holders");
    assertThat(reply.body().get("holders").get(0).fieldNames())
        .toIterable()
        .containsExactly("rank", "account", "balance");
    assertThat(reply.getList("holders.rank")).containsExactly(1, 2);
    assertThat(reply.getString("holders[0].account")).isEqualTo("treasury");
    assertThat(new BigDecimal(reply.getString("holders[0].balance")))
        .isGreaterThan(new BigDecimal(reply.getString("holders[1].balance")));
  }

  @Test
  void repliesTenByDefault() {
    for (int i = 0; i < 11; i++) {
      points.call("create", "account", account + "-" + i, "amount", i);
    }
    JsonReply reply = LedgerClient.reply(new LedgerClient(null).get("/getTopHolders"));
    assertThat(reply.getList("holders.rank")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("getTopHolders", "{\"limit\":0}", "limit", "must be 1 to 1000");
    checkInvalid("getTopHolders", "{\"limit\":1001}", "limit", "must be 1 to 1000");
    checkInvalid("getTopHolders", "{\"limit\":1.5}", "limit", "must be a whole number");
    checkInvalid("getTopHolders", "{\"cursor\":\"x\"}", "cursor", "is not a field of this request");
    checkLedgerFields("getTopHolders", "");
  }
}
