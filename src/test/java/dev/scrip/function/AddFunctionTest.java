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
import org.junit.jupiter.api.Test;

/** The function add over HTTP. */
@QuarkusTest
class AddFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final LedgerClient token = new LedgerClient("token");
  private final String account = "add-" + System.nanoTime();

  @Test
  void changesTheBalance() {
    points.call("create", "account", account, "amount", 5);
    JsonReply added = points.call("add", "account", account, "amount", "3");
    checkFields(added, "account", "balance", "change", "entry");
    assertThat(added.getString("account")).isEqualTo(account);
    assertThat(added.getString("balance")).isEqualTo("8");
    assertThat(added.getString("change")).isEqualTo("3");
    assertThat(added.getString("entry")).matches(ENTRY);
    JsonReply removed = points.call("add", "account", account, "amount", -2);
    assertThat(removed.getString("balance")).isEqualTo("6");
    assertThat(removed.getString("change")).isEqualTo("-2");
  }

  @Test
  void usesTheDefaultLedger() {
    points.call("create", "account", account, "amount", 0);
    LedgerClient.reply(Problems.post("add", "{\"account\":\"" + account + "\",\"amount\":7}"));
    assertThat(points.balance(account)).isEqualTo("7");
  }

  @Test
  void refusesWhatTheLedgerDoesNotAllow() {
    points.refused(Code.UNKNOWN_ACCOUNT, "add", "account", account, "amount", 1);
    points.call("create", "account", account, "amount", 5);
    JsonReply below = points.refused(Code.BELOW_MIN, "add", "account", account, "amount", -6);
    assertThat(below.getString("account")).isEqualTo(account);
    assertThat(below.getString("balance")).isEqualTo("5");
    assertThat(below.getString("min")).isEqualTo("0");
    JsonReply above = points.refused(Code.ABOVE_MAX, "add", "account", account, "amount", 9999996);
    assertThat(above.getString("max")).isEqualTo("10000000");
    token.refused(Code.SUPPLY_FIXED, "add", "account", "treasury", "amount", 1);
    assertThat(points.balance(account)).isEqualTo("5");
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("add", "{\"amount\":1}", "account", "must not be missing");
    checkInvalid("add", "{\"account\":\"a\"}", "amount", "must not be missing");
    checkInvalid("add", "{\"account\":\"a\",\"amount\":0}", "amount", "must not be zero");
    checkInvalid("add", "{\"account\":\"a\",\"amount\":0.5}", "amount", "must be a whole number");
    checkWriteFields("add", "\"account\":\"a\",\"amount\":1");
  }

  @Test
  void isCalledByPostOnly() {
    checkWriteMethods("add");
  }
}
