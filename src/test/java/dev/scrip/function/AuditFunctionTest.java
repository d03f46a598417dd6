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
  void tellsWhatAgrees() {
    points.call("create", "account", account, "amount", 3);
    JsonReply found = checkReadMethods(token, "audit", "full", true);
    checkFields(
        found,
        "entry",
        "from",
        "entries",
        "accounts",
        "places",
        "sum",
        "circulatingSupply",
        "differenceCount",
        "differences");
    assertThat(found.getList("differences")).isEmpty();
    assertThat(found.getInt("differenceCount")).isZero();
    assertThat(found.body().get("from").isNull()).isTrue();
    assertThat(found.getInt("accounts")).isEqualTo(token.call("getInfo").getInt("accounts"));
    assertThat(found.getInt("places")).isEqualTo(found.getInt("accounts"));
    assertThat(found.getString("sum")).isEqualTo(found.getString("circulatingSupply"));
    assertThat(points.call("audit").getList("differences")).isEmpty();
  }

  @Test
  void goesOnFromTheLastOne() {
    JsonReply first = points.call("audit", "full", true);
    points.call("create", "account", account, "amount", 3);
    points.call("add", "account", account, "amount", 1);
    JsonReply second = points.call("audit");
    assertThat(second.getString("from")).isNotNull();
    assertThat(second.getInt("entries")).isLessThan(first.getInt("entries") + 2);
    assertThat(second.getList("differences")).isEmpty();
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("audit", "{\"full\":1}", "full", "must be true or false");
    checkInvalid("audit", "{\"account\":\"a\"}", "account", "is not a field of this request");
    checkInvalid("audit", "{\"cursor\":\"a\"}", "cursor", "is not a field of this request");
    checkLedgerFields("audit", "");
  }
}
