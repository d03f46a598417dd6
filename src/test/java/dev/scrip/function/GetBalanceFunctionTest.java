package dev.scrip.function;

import static dev.scrip.function.FunctionContract.checkFields;
import static dev.scrip.function.FunctionContract.checkInvalid;
import static dev.scrip.function.FunctionContract.checkLedgerFields;
import static dev.scrip.function.FunctionContract.checkReadMethods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The function getBalance over HTTP. */
@QuarkusTest
class GetBalanceFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final LedgerClient token = new LedgerClient("token");
  private final String account = "getBalance-" + System.nanoTime();

  @Test
  void repliesTheBalance() {
    points.call("create", "account", account, "amount", 5);
    JsonReply reply = checkReadMethods(points, "getBalance", "account", account);
    checkFields(reply, "account", "balance");
    assertThat(reply.getString("account")).isEqualTo(account);
    assertThat(reply.getString("balance")).isEqualTo("5");
  }

  @Test
  void isZeroIfTheAccountDoesNotExist() {
    for (LedgerClient ledger : List.of(points, token, new LedgerClient(null))) {
      JsonReply reply = checkReadMethods(ledger, "getBalance", "account", account);
      assertThat(reply.getString("balance")).isEqualTo("0");
    }
  }

  @Test
  void repliesTheBalanceOfAnEarlierTime() {
    points.call("create", "account", account, "amount", 5);
    String entry = points.call("add", "account", account, "amount", 2).getString("entry");
    points.call("delete", "account", account);
    JsonReply reply = checkReadMethods(points, "getBalance", "account", account, "at", entry);
    assertThat(reply.getString("balance")).isEqualTo("7");
    assertThat(
            points
                .call("getBalance", "account", account, "at", "2001-01-01T00:00:00Z")
                .getString("balance"))
        .isEqualTo("0");
    checkInvalid(
        "getBalance",
        "{\"account\":\"a\",\"at\":\"yesterday\"}",
        "at",
        "must be an ISO 8601 instant such as 2030-01-31T12:00:00Z, or the id of an entry");
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("getBalance", "{}", "account", "must not be missing");
    checkInvalid(
        "getBalance",
        "{\"account\":\"\"}",
        "account",
        "must be 1 to 128 characters long, without control characters");
    checkInvalid("getBalance", "{\"account\":7}", "account", "must be a string");
    checkLedgerFields("getBalance", "\"account\":\"a\"");
  }
}
