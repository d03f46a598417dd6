package dev.scrip.function;

import static dev.scrip.function.FunctionContract.checkFields;
import static dev.scrip.function.FunctionContract.checkInvalid;
import static dev.scrip.function.FunctionContract.checkLedgerFields;
import static dev.scrip.function.FunctionContract.checkReadMethods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import dev.scrip.domain.Code;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The function getRank over HTTP. */
@QuarkusTest
class GetRankFunctionTest {

  private final LedgerClient token = new LedgerClient("token");
  private final String account = "getRank-" + System.nanoTime();

  @Test
  void repliesTheRankAndThoseAroundIt() {
    token.call("transfer", "from", "treasury", "to", account, "amount", "0.000001");
    JsonReply reply = checkReadMethods(token, "getRank", "account", "treasury", "around", 1);
    checkFields(reply, "rank", "account", "balance", "accounts", "above", "below");
    assertThat(reply.body().get("rank").intValue()).isEqualTo(1);
    assertThat(reply.getString("account")).isEqualTo("treasury");
    assertThat(reply.getList("above")).isEmpty();
    assertThat(reply.body().get("below").get(0).fieldNames())
        .toIterable()
        .containsExactly("rank", "account", "balance");
    assertThat(reply.getList("below.rank")).containsExactly(2);
    JsonReply own = token.call("getRank", "account", account);
    assertThat(own.getString("balance")).isEqualTo("0.000001");
    assertThat(own.getList("above")).isEmpty();
    assertThat(own.getList("below")).isEmpty();
  }

  @Test
  void refusesAnUnknownAccount() {
    JsonReply problem = token.refused(Code.UNKNOWN_ACCOUNT, "getRank", "account", account);
    assertThat(problem.getString("account")).isEqualTo(account);
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("getRank", "{}", "account", "must not be missing");
    checkInvalid("getRank", "{\"account\":\"a\",\"around\":-1}", "around", "must be 0 to 500");
    checkInvalid("getRank", "{\"account\":\"a\",\"around\":501}", "around", "must be 0 to 500");
    checkInvalid(
        "getRank", "{\"account\":\"a\",\"around\":0.5}", "around", "must be a whole number");
    checkLedgerFields("getRank", "\"account\":\"a\"");
  }
}
