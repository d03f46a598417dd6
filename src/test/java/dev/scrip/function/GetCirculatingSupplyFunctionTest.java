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

/** The function getCirculatingSupply over HTTP. */
@QuarkusTest
class GetCirculatingSupplyFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final LedgerClient token = new LedgerClient("token");
  private final String account = "getCirculatingSupply-" + System.nanoTime();

  @Test
  void isTheSumOfAllBalances() {
    JsonReply reply = checkReadMethods(token, "getCirculatingSupply");
    checkFields(reply, "circulatingSupply");
    BigDecimal before = new BigDecimal(reply.getString("circulatingSupply"));
    token.call("burn", "account", "treasury", "amount", "0.5");
    assertThat(new BigDecimal(token.call("getCirculatingSupply").getString("circulatingSupply")))
        .isEqualByComparingTo(before.subtract(new BigDecimal("0.5")));
  }

  @Test
  void usesTheDefaultLedger() {
    BigDecimal before = supply();
    points.call("create", "account", account, "amount", 5);
    assertThat(supply()).isEqualByComparingTo(before.add(BigDecimal.valueOf(5)));
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid(
        "getCirculatingSupply", "{\"account\":\"a\"}", "account", "is not a field of this request");
    checkLedgerFields("getCirculatingSupply", "");
  }

  private static BigDecimal supply() {
    JsonReply reply = LedgerClient.reply(new LedgerClient(null).get("/getCirculatingSupply"));
    return new BigDecimal(reply.getString("circulatingSupply"));
  }
}
