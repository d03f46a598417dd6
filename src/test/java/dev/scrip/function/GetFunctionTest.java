package dev.scrip.function;

import static dev.scrip.function.FunctionContract.checkFields;
import static dev.scrip.function.FunctionContract.checkInvalid;
import static dev.scrip.function.FunctionContract.checkLedgerFields;
import static dev.scrip.function.FunctionContract.checkReadMethods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import dev.scrip.client.Problems;
import dev.scrip.domain.Code;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The function get over HTTP. */
@QuarkusTest
class GetFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final String account = "get-" + System.nanoTime();

  @Test
  void repliesTheBalance() {
    points.call("create", "account", account, "amount", 5);
    JsonReply reply = checkReadMethods(points, "get", "account", account);
    checkFields(reply, "account", "balance");
    assertThat(reply.getString("account")).isEqualTo(account);
    assertThat(reply.getString("balance")).isEqualTo("5");
  }

  @Test
  void usesTheDefaultLedger() {
    points.call("create", "account", account, "amount", 5);
    JsonReply reply = LedgerClient.reply(new LedgerClient(null).query("get", "account", account));
    assertThat(reply.getString("balance")).isEqualTo("5");
  }

  @Test
  void refusesAnUnknownAccount() {
    JsonReply problem = points.refused(Code.UNKNOWN_ACCOUNT, "get", "account", account);
    assertThat(problem.getString("account")).isEqualTo(account);
    assertThat(problem.getString("detail"))
        .isEqualTo("There is no account " + account + " in ledger points.");
  }

  @Test
  void repliesTheBalanceOfAnEarlierTime() {
    String entry = points.call("create", "account", account, "amount", 5).getString("entry");
    points.call("delete", "account", account);
    JsonReply reply = checkReadMethods(points, "get", "account", account, "at", entry);
    assertThat(reply.getString("balance")).isEqualTo("5");
    points.refused(Code.UNKNOWN_ACCOUNT, "get", "account", account);
    points.refused(Code.UNKNOWN_ACCOUNT, "get", "account", account, "at", "2001-01-01T00:00:00Z");
    checkInvalid(
        "get",
        "{\"account\":\"a\",\"at\":\"1-\"}",
        "at",
        "must be an ISO 8601 instant such as 2030-01-31T12:00:00Z, or the id of an entry");
  }

  @Test
  void aQueryIsBoundAsStrictlyAsABody() {
    LedgerClient client = new LedgerClient(null);
    Problems.invalid(client.get("/get"), "account", "must not be missing");
    Problems.invalid(client.get("/get?acount=ann"), "acount", "is not a field of this request");
    Problems.invalid(client.get("/get?account=ann&a.b=c"), "a.b", "is not a field of this request");
    Problems.invalid(client.get("/get?account=ann&account=ann"), "account", "appears twice");
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("get", "{}", "account", "must not be missing");
    checkInvalid(
        "get",
        "{\"account\":\"\"}",
        "account",
        "must be 1 to 128 characters long, without control characters");
    checkInvalid("get", "{\"account\":7}", "account", "must be a string");
    checkLedgerFields("get", "\"account\":\"a\"");
  }
}
