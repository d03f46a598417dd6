package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import dev.scrip.domain.Operation;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operation transfer: its refusals in order, of points and of tokens. */
@QuarkusTest
class TransferTest extends StoreFixture {

  @Test
  void refusesToTransferPointsInThisOrder() {
    TestLedger ledger = open(LedgerBuilder.points().min("10").max("100"));
    ledger.applied(ledger.create("ann", "50"));
    ledger.applied(ledger.create("bob", "95"));
    ledger.applied(ledger.create("gone", "50"));
    ledger.applied(ledger.delete("gone"));
    assertThat(ledger.code(ledger.transfer("gone", "gone", "1"))).isEqualTo(Code.SAME_ACCOUNT);
    assertThat(ledger.code(ledger.transfer("gone", "nobody", "1"))).isEqualTo(Code.ACCOUNT_DELETED);
    assertThat(ledger.code(ledger.transfer("nobody", "gone", "1"))).isEqualTo(Code.ACCOUNT_DELETED);
    assertThat(ledger.refused(ledger.transfer("nobody", "noone", "1")).fields())
        .isEqualTo(Map.of("account", "nobody"));
    assertThat(ledger.code(ledger.transfer("nobody", "ann", "1"))).isEqualTo(Code.UNKNOWN_ACCOUNT);
    assertThat(ledger.code(ledger.transfer("ann", "nobody", "1000")))
        .isEqualTo(Code.UNKNOWN_ACCOUNT);
    assertThat(ledger.code(ledger.transfer("ann", "bob", "41"))).isEqualTo(Code.BELOW_MIN);
    assertThat(ledger.code(ledger.transfer("ann", "bob", "40"))).isEqualTo(Code.ABOVE_MAX);
    assertThat(ledger.applied(ledger.transfer("ann", "bob", "5"))).containsExactly("45", "100");
  }

  @Test
  void refusesToTransferTokensInThisOrder() {
    TestLedger token = open(LedgerBuilder.token("100"));
    assertThat(token.code(token.transfer("a", "a", "1"))).isEqualTo(Code.NOT_INITIALIZED);
    token.ledger().initialize(Operation.Options.NONE);
    assertThat(token.code(token.transfer("a", "a", "1000"))).isEqualTo(Code.SAME_ACCOUNT);
    assertThat(token.code(token.transfer("treasury", "ann", "101")))
        .isEqualTo(Code.INSUFFICIENT_BALANCE);
    assertThat(token.refused(token.transfer("nobody", "ann", "1")).fields())
        .isEqualTo(Map.of("account", "nobody", "balance", "0"));
    assertThat(token.applied(token.transfer("treasury", "ann", "100"))).containsExactly("0", "100");
    assertThat(token.all()).isEqualTo("ann=100");
    assertThat(token.balance("treasury")).isNull();
    assertThat(token.supply().accounts()).isEqualTo(1);
  }
}
