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

/** The function getTotalSupply over HTTP. */
@QuarkusTest
class GetTotalSupplyFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final LedgerClient token = new LedgerClient("token");
  private final String account = "getTotalSupply-" + System.nanoTime();

  @Test
  void isTheFixedSupplyOfAToken() {
    JsonReply reply = checkReadMethods(token, "getTotalSupply");
    checkFields(reply, "totalSupply");
    assertThat(reply.getString("totalSupply")).isEqualTo("100000000");
    token.call("burn", "account", "treasury", "amount", 1);
    assertThat(token.call("getTotalSupply").getString("totalSupply")).isEqualTo("100000000");
  }

  @Test
  void isTheSumOfAllBalancesOfPoints() {
    BigDecimal before = supply();
    points.call("create", "account", account, "amount", 5);
    assertThat(supply()).isEqualByComparingTo(before.add(BigDecimal.valueOf(5)));
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid(
        "getTotalSupply", "{\"account\":\"a\"}", "account", "is not a field of this request");
    checkLedgerFields("getTotalSupply", "");
  }

  private static BigDecimal supply() {
    JsonReply reply = LedgerClient.reply(new LedgerClient(null).get("/getTotalSupply"));
    return new BigDecimal(reply.getString("totalSupply"));
  }
}
