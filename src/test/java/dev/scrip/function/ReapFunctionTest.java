package dev.scrip.function;

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

/** The function reap over HTTP. */
@QuarkusTest
class ReapFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final LedgerClient token = new LedgerClient("token");

  @Test
  void removesNothingIfNoBalanceIsBelowTheMinimum() {
    JsonReply reply = points.call("reap", "reason", "expired");
    checkFields(reply, "reaped", "entry");
    assertThat(reply.getInt("reaped")).isZero();
    assertThat(reply.body().get("entry").isNull()).isTrue();
  }

  @Test
  void usesTheDefaultLedger() {
    assertThat(LedgerClient.reply(Problems.post("reap", "{}")).getInt("reaped")).isZero();
  }

  @Test
  void refusesATokenLedger() {
    token.refused(Code.SUPPLY_FIXED, "reap");
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("reap", "{\"account\":\"a\"}", "account", "is not a field of this request");
    checkWriteFields("reap", "");
  }

  @Test
  void isCalledByPostOnly() {
    checkWriteMethods("reap");
  }
}
