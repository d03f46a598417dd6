package dev.scrip.function;

import static dev.scrip.function.FunctionContract.checkFields;
import static dev.scrip.function.FunctionContract.checkInvalid;
import static dev.scrip.function.FunctionContract.checkLedgerFields;
import static dev.scrip.function.FunctionContract.checkReadMethods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The function getCreateReason over HTTP. */
@QuarkusTest
class GetCreateReasonFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final String account = "getCreateReason-" + System.nanoTime();

  private static final String UTC = "[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} [0-9:]{8} GMT";

  @Test
  void repliesTimeAndReason() {
    points.call("create", "account", account, "amount", 5, "reason", "of create");
    points.call("delete", "account", account, "reason", "of delete");
    JsonReply reply = checkReadMethods(points, "getCreateReason", "account", account);
    checkFields(reply, "account", "utc", "reason");
    assertThat(reply.getString("account")).isEqualTo(account);
    assertThat(reply.getString("utc")).matches(UTC);
    assertThat(reply.getString("reason")).isEqualTo("of create");
  }

  @Test
  void theReasonIsNullIfNoneWasGiven() {
    points.call("create", "account", account, "amount", 5);
    points.call("delete", "account", account);
    JsonReply reply = points.call("getCreateReason", "account", account);
    assertThat(reply.getString("utc")).matches(UTC);
    assertThat(reply.body().get("reason").isNull()).isTrue();
  }

  @Test
  void bothAreNullIfThereIsNoRecord() {
    JsonReply reply =
        checkReadMethods(new LedgerClient(null), "getCreateReason", "account", account);
    checkFields(reply, "account", "utc", "reason");
    assertThat(reply.body().get("utc").isNull()).isTrue();
    assertThat(reply.body().get("reason").isNull()).isTrue();
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("getCreateReason", "{}", "account", "must not be missing");
    checkInvalid(
        "getCreateReason",
        "{\"account\":\"\"}",
        "account",
        "must be 1 to 128 characters long, without control characters");
    checkInvalid("getCreateReason", "{\"account\":7}", "account", "must be a string");
    checkLedgerFields("getCreateReason", "\"account\":\"a\"");
  }
}
