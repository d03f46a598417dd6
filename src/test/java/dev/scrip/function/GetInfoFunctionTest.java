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

/** The function getInfo over HTTP. */
@QuarkusTest
class GetInfoFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final LedgerClient token = new LedgerClient("token");
  private final String account = "getInfo-" + System.nanoTime();

  private static final String[] FIELDS = {
    "ledger",
    "kind",
    "name",
    "symbol",
    "decimals",
    "accountCipher",
    "min",
    "max",
    "totalSupply",
    "circulatingSupply",
    "accounts"
  };

  @Test
  void repliesTheDefinitionOfAToken() {
    JsonReply reply = checkReadMethods(token, "getInfo");
    checkFields(reply, FIELDS);
    assertThat(reply.getString("ledger")).isEqualTo("token");
    assertThat(reply.getString("kind")).isEqualTo("token");
    assertThat(reply.getString("name")).isEqualTo("Tarot Token");
    assertThat(reply.getString("symbol")).isEqualTo("TARO");
    assertThat(reply.getInt("decimals")).isEqualTo(6);
    assertThat(reply.body().get("min").isNull()).isTrue();
    assertThat(reply.body().get("max").isNull()).isTrue();
    assertThat(reply.getString("totalSupply")).isEqualTo("100000000");
    assertThat(reply.getInt("accounts")).isPositive();
  }

  @Test
  void repliesTheDefinitionOfTheDefaultLedger() {
    JsonReply reply = checkReadMethods(new LedgerClient(null), "getInfo");
    checkFields(reply, FIELDS);
    assertThat(reply.getString("ledger")).isEqualTo("points");
    assertThat(reply.getString("kind")).isEqualTo("points");
    assertThat(reply.getString("name")).isEqualTo("points");
    assertThat(reply.getString("symbol")).isEmpty();
    assertThat(reply.getInt("decimals")).isZero();
    assertThat(reply.getString("min")).isEqualTo("0");
    assertThat(reply.getString("max")).isEqualTo("10000000");
    assertThat(reply.getString("totalSupply")).isEqualTo(reply.getString("circulatingSupply"));
  }

  @Test
  void countsAccounts() {
    int before = points.call("getInfo").getInt("accounts");
    points.call("create", "account", account, "amount", 0);
    assertThat(points.call("getInfo").getInt("accounts")).isEqualTo(before + 1);
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("getInfo", "{\"account\":\"a\"}", "account", "is not a field of this request");
    checkLedgerFields("getInfo", "");
  }
}
