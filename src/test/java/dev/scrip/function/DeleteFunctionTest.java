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

/** The function delete over HTTP. */
@QuarkusTest
class DeleteFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final LedgerClient token = new LedgerClient("token");
  private final String account = "delete-" + System.nanoTime();

  @Test
  void removesAnAccount() {
    points.call("create", "account", account, "amount", 5);
    JsonReply deleted = points.call("delete", "account", account);
    checkFields(deleted, "account", "deleted", "entry");
    assertThat(deleted.getString("account")).isEqualTo(account);
    assertThat(deleted.getBoolean("deleted")).isTrue();
    assertThat(deleted.getString("entry")).matches(ENTRY);
    points.refused(Code.UNKNOWN_ACCOUNT, "get", "account", account);
  }

  @Test
  void anUnknownAccountIsNoError() {
    JsonReply none = points.call("delete", "account", account);
    checkFields(none, "account", "deleted", "entry");
    assertThat(none.getBoolean("deleted")).isFalse();
    assertThat(none.getString("entry")).isNull();
    assertThat(token.call("delete", "account", account).getBoolean("deleted")).isFalse();
  }

  @Test
  void usesTheDefaultLedger() {
    points.call("create", "account", account, "amount", 5);
    JsonReply deleted =
        LedgerClient.reply(Problems.post("delete", "{\"account\":\"" + account + "\"}"));
    assertThat(deleted.getBoolean("deleted")).isTrue();
  }

  @Test
  void refusesToChangeTheSupplyOfAToken() {
    token.refused(Code.SUPPLY_FIXED, "delete", "account", "treasury");
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("delete", "{}", "account", "must not be missing");
    checkInvalid(
        "delete", "{\"account\":\"a\",\"amount\":1}", "amount", "is not a field of this request");
    checkWriteFields("delete", "\"account\":\"a\"");
  }

  @Test
  void isCalledByPostOnly() {
    checkWriteMethods("delete");
  }
}
