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

/** The function create over HTTP. */
@QuarkusTest
class CreateFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final LedgerClient token = new LedgerClient("token");
  private final String account = "create-" + System.nanoTime();

  @Test
  void opensAnAccount() {
    JsonReply created = points.call("create", "account", account, "amount", "100");
    checkFields(created, "account", "balance", "entry");
    assertThat(created.getString("account")).isEqualTo(account);
    assertThat(created.getString("balance")).isEqualTo("100");
    assertThat(created.getString("entry")).matches(ENTRY);
    assertThat(points.balance(account)).isEqualTo("100");
  }

  @Test
  void usesTheDefaultLedger() {
    LedgerClient.reply(Problems.post("create", "{\"account\":\"" + account + "\",\"amount\":7}"));
    assertThat(points.balance(account)).isEqualTo("7");
  }

  @Test
  void refusesWhatTheLedgerDoesNotAllow() {
    assertThat(
            points
                .refused(Code.BELOW_MIN, "create", "account", account, "amount", -1)
                .getString("min"))
        .isEqualTo("0");
    assertThat(
            points
                .refused(Code.ABOVE_MAX, "create", "account", account, "amount", 10000001)
                .getString("max"))
        .isEqualTo("10000000");
    points.call("create", "account", account, "amount", 0);
    JsonReply exists =
        points.refused(Code.ACCOUNT_EXISTS, "create", "account", account, "amount", 1);
    assertThat(exists.getString("account")).isEqualTo(account);
    assertThat(exists.getString("balance")).isEqualTo("0");
    points.call("delete", "account", account);
    points.refused(Code.ACCOUNT_DELETED, "create", "account", account, "amount", 1);
    token.refused(Code.SUPPLY_FIXED, "create", "account", account, "amount", 1);
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("create", "{\"amount\":1}", "account", "must not be missing");
    checkInvalid("create", "{\"account\":\"a\"}", "amount", "must not be missing");
    checkInvalid(
        "create",
        "{\"account\":\"\",\"amount\":1}",
        "account",
        "must be 1 to 128 characters long, without control characters");
    checkInvalid(
        "create", "{\"account\":\"a\",\"amount\":0.5}", "amount", "must be a whole number");
    checkWriteFields("create", "\"account\":\"a\",\"amount\":1");
  }

  @Test
  void isCalledByPostOnly() {
    checkWriteMethods("create");
  }
}
