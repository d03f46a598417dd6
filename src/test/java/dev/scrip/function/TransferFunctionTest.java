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
import java.util.List;
import org.junit.jupiter.api.Test;

/** The function transfer over HTTP. */
@QuarkusTest
class TransferFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final LedgerClient token = new LedgerClient("token");
  private final String account = "transfer-" + System.nanoTime();

  @Test
  void movesAnAmount() {
    String to = account + "-to";
    points.call("create", "account", account, "amount", 5);
    points.call("create", "account", to, "amount", 1);
    JsonReply moved = points.call("transfer", "from", account, "to", to, "amount", "3");
    checkFields(moved, "from", "to", "amount", "entry");
    assertThat(moved.body().get("from").fieldNames())
        .toIterable()
        .containsExactly("account", "balance");
    assertThat(moved.getString("from.account")).isEqualTo(account);
    assertThat(moved.getString("from.balance")).isEqualTo("2");
    assertThat(moved.getString("to.account")).isEqualTo(to);
    assertThat(moved.getString("to.balance")).isEqualTo("4");
    assertThat(moved.getString("amount")).isEqualTo("3");
    assertThat(moved.getString("entry")).matches(ENTRY);
  }

  @Test
  void opensAnAccountOfATokenLedger() {
    JsonReply moved =
        token.call("transfer", "from", "treasury", "to", account, "amount", "0.000001");
    assertThat(moved.getString("to.balance")).isEqualTo("0.000001");
  }

  @Test
  void usesTheDefaultLedger() {
    points.call("create", "account", account, "amount", 5);
    points.call("create", "account", account + "-to", "amount", 0);
    String body = "{\"from\":\"" + account + "\",\"to\":\"" + account + "-to\",\"amount\":2}";
    LedgerClient.reply(Problems.post("transfer", body));
    assertThat(points.balance(account)).isEqualTo("3");
  }

  @Test
  void refusesWhatTheLedgerDoesNotAllow() {
    String to = account + "-to";
    points.refused(Code.SAME_ACCOUNT, "transfer", "from", to, "to", to, "amount", 1);
    points.refused(Code.UNKNOWN_ACCOUNT, "transfer", "from", account, "to", to, "amount", 1);
    points.call("create", "account", account, "amount", 5);
    points.refused(Code.UNKNOWN_ACCOUNT, "transfer", "from", account, "to", to, "amount", 1);
    points.call("create", "account", to, "amount", 9999999);
    JsonReply below =
        points.refused(Code.BELOW_MIN, "transfer", "from", account, "to", to, "amount", 6);
    assertThat(below.getString("account")).isEqualTo(account);
    JsonReply above =
        points.refused(Code.ABOVE_MAX, "transfer", "from", account, "to", to, "amount", 2);
    assertThat(above.getString("account")).isEqualTo(to);
    token.refused(Code.INSUFFICIENT_BALANCE, "transfer", "from", account, "to", to, "amount", 1);
    assertThat(points.balance(account)).isEqualTo("5");
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("transfer", "{\"to\":\"b\",\"amount\":1}", "from", "must not be missing");
    checkInvalid("transfer", "{\"from\":\"a\",\"amount\":1}", "to", "must not be missing");
    checkInvalid("transfer", "{\"from\":\"a\",\"to\":\"b\"}", "amount", "must not be missing");
    for (String amount : List.of("0", "-1")) {
      checkInvalid(
          "transfer",
          "{\"from\":\"a\",\"to\":\"b\",\"amount\":" + amount + "}",
          "amount",
          "must be above zero");
    }
    checkWriteFields("transfer", "\"from\":\"a\",\"to\":\"b\",\"amount\":1");
  }

  @Test
  void allMissingFieldsAreReportedTogetherInOrder() {
    for (String request : List.of("{}", "{\"to\":null}")) {
      JsonReply problem =
          LedgerClient.problem(Problems.post("transfer", request), Code.INVALID_REQUEST);
      assertThat(problem.getList("violations.field")).containsExactly("amount", "from", "to");
      assertThat(problem.getList("violations.message")).containsOnly("must not be missing");
      assertThat(problem.getString("detail"))
          .isEqualTo(
              "amount must not be missing; from must not be missing; to must not be missing.");
    }
  }

  @Test
  void isCalledByPostOnly() {
    checkWriteMethods("transfer");
  }
}
