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

/** The function audit over HTTP. */
@QuarkusTest
class AuditFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final LedgerClient token = new LedgerClient("token");
  private final String account = "audit-" + System.nanoTime();

  @Test
  void theLastPageHasTheTotals() {
    JsonReply last = lastPage(token);
    checkFields(last, "checked", "differences", "cursor", "accounts", "sum", "circulatingSupply");
    assertThat(last.getList("differences")).isEmpty();
    assertThat(last.body().get("cursor").isNull()).isTrue();
    assertThat(last.getInt("accounts")).isEqualTo(token.call("getInfo").getInt("accounts"));
    assertThat(last.getString("sum")).isEqualTo(last.getString("circulatingSupply"));
    assertThat(lastPage(points).getList("differences")).isEmpty();
  }

  @Test
  void otherPagesHaveACursorAndNoTotals() {
    for (int i = 0; i < 3; i++) {
      points.call("create", "account", account + "-" + i, "amount", i);
    }
    JsonReply first = LedgerClient.reply(new LedgerClient(null).get("/audit?limit=1"));
    checkFields(first, "checked", "differences", "cursor");
    assertThat(first.getString("cursor")).isNotEmpty();
    assertThat(first.getInt("checked")).isNotNegative();
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("audit", "{\"limit\":0}", "limit", "must be 1 to 1000");
    checkInvalid("audit", "{\"limit\":1001}", "limit", "must be 1 to 1000");
    checkInvalid("audit", "{\"limit\":1.5}", "limit", "must be a whole number");
    points.invalid("cursor", "audit", "cursor", "x");
    checkInvalid("audit", "{\"account\":\"a\"}", "account", "is not a field of this request");
    checkLedgerFields("audit", "");
  }

  private static JsonReply lastPage(LedgerClient ledger) {
    JsonReply page = checkReadMethods(ledger, "audit", "limit", 1000);
    while (page.getString("cursor") != null) {
      page = ledger.call("audit", "limit", 1000, "cursor", page.getString("cursor"));
    }
    return page;
  }
}
