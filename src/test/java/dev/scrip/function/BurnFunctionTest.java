package dev.scrip.function;

import static dev.scrip.function.FunctionContract.ENTRY;
import static dev.scrip.function.FunctionContract.checkFields;
import static dev.scrip.function.FunctionContract.checkInvalid;
import static dev.scrip.function.FunctionContract.checkWriteFields;
import static dev.scrip.function.FunctionContract.checkWriteMethods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import dev.scrip.client.Problems;
import dev.scrip.domain.Code;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The function burn over HTTP. */
@QuarkusTest
class BurnFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final LedgerClient token = new LedgerClient("token");
  private final String account = "burn-" + System.nanoTime();

  @Test
  void removesTokensFromTheSupply() {
    token.call("transfer", "from", "treasury", "to", account, "amount", "5");
    BigDecimal before =
        new BigDecimal(token.call("getCirculatingSupply").getString("circulatingSupply"));
    JsonReply burned = token.call("burn", "account", account, "amount", "1.5");
    checkFields(burned, "account", "balance", "amount", "circulatingSupply", "entry");
    assertThat(burned.getString("account")).isEqualTo(account);
    assertThat(burned.getString("balance")).isEqualTo("3.5");
    assertThat(burned.getString("amount")).isEqualTo("1.5");
    assertThat(new BigDecimal(burned.getString("circulatingSupply")))
        .isEqualByComparingTo(before.subtract(new BigDecimal("1.5")));
    assertThat(burned.getString("entry")).matches(ENTRY);
  }

  @Test
  void usesTheDefaultLedger() {
    points.call("create", "account", account, "amount", 5);
    JsonReply burned =
        LedgerClient.reply(Problems.post("burn", "{\"account\":\"" + account + "\",\"amount\":2}"));
    assertThat(burned.getString("balance")).isEqualTo("3");
  }

  @Test
  void refusesWhatTheLedgerDoesNotAllow() {
    points.refused(Code.UNKNOWN_ACCOUNT, "burn", "account", account, "amount", 1);
    points.call("create", "account", account, "amount", 5);
    assertThat(
            points
                .refused(Code.BELOW_MIN, "burn", "account", account, "amount", 6)
                .getString("balance"))
        .isEqualTo("5");
    JsonReply few =
        token.refused(Code.INSUFFICIENT_BALANCE, "burn", "account", account, "amount", 1);
    assertThat(few.getString("account")).isEqualTo(account);
    assertThat(few.getString("balance")).isEqualTo("0");
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("burn", "{\"amount\":1}", "account", "must not be missing");
    checkInvalid("burn", "{\"account\":\"a\"}", "amount", "must not be missing");
    for (String amount : List.of("0", "-1")) {
      checkInvalid(
          "burn", "{\"account\":\"a\",\"amount\":" + amount + "}", "amount", "must be above zero");
    }
    checkWriteFields("burn", "\"account\":\"a\",\"amount\":1");
  }

  @Test
  void isCalledByPostOnly() {
    checkWriteMethods("burn");
  }
}
