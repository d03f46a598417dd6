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

/** The function initialize over HTTP. */
@QuarkusTest
class InitializeFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final LedgerClient token = new LedgerClient("token");

  @Test
  void repliesTheLedgerAndItsFirstEntry() {
    JsonReply first = token.call("initialize");
    checkFields(
        first,
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
        "accounts",
        "entry");
    assertThat(first.getString("ledger")).isEqualTo("token");
    assertThat(first.getString("totalSupply")).isEqualTo("100000000");
    assertThat(first.getString("entry")).matches(ENTRY);
    assertThat(token.call("initialize").getString("entry")).isEqualTo(first.getString("entry"));
  }

  @Test
  void refusesALedgerOfPoints() {
    points.refused(Code.NOT_A_TOKEN, "initialize");
    LedgerClient.problem(Problems.post("initialize", "{}"), Code.NOT_A_TOKEN);
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("initialize", "{\"account\":\"a\"}", "account", "is not a field of this request");
    checkWriteFields("initialize", "");
  }

  @Test
  void isCalledByPostOnly() {
    checkWriteMethods("initialize");
  }
}
