package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operation add: its refusals in order, and exact decimals. */
@QuarkusTest
class AddTest extends StoreFixture {

  @Test
  void refusesToAddInThisOrder() {
    TestLedger token = openToken(LedgerBuilder.token("100"));
    assertThat(token.code(token.add("nobody", "-1"))).isEqualTo(Code.SUPPLY_FIXED);

    TestLedger ledger = open(LedgerBuilder.points().min("10").max("100"));
    ledger.applied(ledger.create("ann", "50"));
    ledger.applied(ledger.create("gone", "50"));
    ledger.applied(ledger.delete("gone"));
    assertThat(ledger.code(ledger.add("nobody", "-1000"))).isEqualTo(Code.UNKNOWN_ACCOUNT);
    assertThat(ledger.code(ledger.add("gone", "1"))).isEqualTo(Code.UNKNOWN_ACCOUNT);
    assertThat(ledger.code(ledger.add("ann", "-41"))).isEqualTo(Code.BELOW_MIN);
    assertThat(ledger.refused(ledger.add("ann", "-41")).fields())
        .isEqualTo(Map.of("account", "ann", "balance", "50", "min", "10"));
    assertThat(ledger.code(ledger.add("ann", "51"))).isEqualTo(Code.ABOVE_MAX);
    assertThat(ledger.applied(ledger.add("ann", "-40"))).containsExactly("10");
    assertThat(ledger.applied(ledger.add("ann", "90"))).containsExactly("100");
  }

  @Test
  void addsDecimalsExactly() {
    TestLedger ledger = open(LedgerBuilder.points().decimals(2));
    ledger.applied(ledger.create("ann", "0.1"));
    assertThat(ledger.applied(ledger.add("ann", "0.2"))).containsExactly("0.3");
    assertThat(ledger.balance("ann")).isEqualTo("0.3");
  }
}
