package dev.scrip.function;

import static dev.scrip.function.FunctionContract.checkFields;
import static dev.scrip.function.FunctionContract.checkInvalid;
import static dev.scrip.function.FunctionContract.checkLedgerFields;
import static dev.scrip.function.FunctionContract.checkReadMethods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import dev.scrip.client.Problems;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The function getAll over HTTP. */
@QuarkusTest
class GetAllFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final String account = "getAll-" + System.nanoTime();

  /** A balance that no other account has. */
  private final String own = Long.toString(1_000_000 + System.nanoTime() % 8_000_000);

  @Test
  void repliesAccountsByBalance() {
    points.call("create", "account", account + "-a", "amount", own);
    points.call("create", "account", account + "-b", "amount", own);
    JsonReply reply = checkReadMethods(points, "getAll", "low", own, "high", own);
    checkFields(reply, "accounts", "cursor");
    assertThat(reply.body().get("cursor").isNull()).isTrue();
    assertThat(reply.body().get("accounts").get(0).fieldNames())
        .toIterable()
        .containsExactly("account", "balance");
    assertThat(reply.getList("accounts.balance")).containsExactly(own, own);
    assertThat(reply.getList("accounts.account"))
        .containsExactlyInAnyOrder(account + "-a", account + "-b");
  }

  @Test
  void repliesPages() {
    for (int i = 0; i < 3; i++) {
      points.call("create", "account", account + "-" + i, "amount", own);
    }
    JsonReply first = points.call("getAll", "low", own, "high", own, "limit", 2);
    assertThat(first.getList("accounts")).hasSize(2);
    String cursor = first.getString("cursor");
    JsonReply second =
        checkReadMethods(points, "getAll", "low", own, "high", own, "limit", 2, "cursor", cursor);
    assertThat(second.getList("accounts")).hasSize(1);
    assertThat(second.getString("cursor")).isNull();
  }

  @Test
  void boundsMayBeExclusiveOrInfinite() {
    points.call("create", "account", account, "amount", own);
    assertThat(points.call("getAll", "low", "(" + own, "high", own).getList("accounts")).isEmpty();
    assertThat(points.call("getAll", "low", own, "high", "(" + own).getList("accounts")).isEmpty();
    assertThat(points.call("getAll", "low", "-inf", "high", "-inf").getList("accounts")).isEmpty();
    checkReadMethods(points, "getAll", "low", "-inf", "high", "+inf", "limit", 1);
  }

  @Test
  void repliesAHundredAccountsByDefault() {
    JsonReply reply = LedgerClient.reply(new LedgerClient(null).get("/getAll"));
    assertThat(reply.getList("accounts")).hasSizeLessThanOrEqualTo(100);
  }

  @Test
  void aQueryIsBoundAsStrictlyAsABody() {
    LedgerClient client = new LedgerClient(null);
    Problems.invalid(client.get("/getAll?limit=1001"), "limit", "must be 1 to 1000");
    Problems.invalid(client.get("/getAll?limit=0"), "limit", "must be 1 to 1000");
    Problems.invalid(client.get("/getAll?limit=ten"), "limit", "must be a whole number");
    Problems.invalid(client.get("/getAll?limit="), "limit", "must be a whole number");
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("getAll", "{\"limit\":0}", "limit", "must be 1 to 1000");
    checkInvalid("getAll", "{\"limit\":1001}", "limit", "must be 1 to 1000");
    checkInvalid("getAll", "{\"limit\":1.5}", "limit", "must be a whole number");
    checkInvalid(
        "getAll",
        "{\"low\":\"x\"}",
        "low",
        "must be a plain decimal number such as 12 or -0.5, without sign +, spaces or exponent"
            + " (write 1000 instead of 1e3)");
    checkInvalid("getAll", "{\"high\":0.5}", "high", "must be a whole number");
    points.invalid("cursor", "getAll", "cursor", "x");
    checkLedgerFields("getAll", "");
  }
}
