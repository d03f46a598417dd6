package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GetTest extends StoreFixture {

  @Test
  void tellsNothingFromZero() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "0"));
    assertThat(ledger.balance("ann")).isEqualTo("0");
    assertThat(ledger.balance("Ann")).isNull();
    assertThat(ledger.balance("ann ")).isNull();
    assertThat(ledger.balance("\u0000")).isNull();
  }

  @Test
  void writesNothing() {
    TestLedger ledger = open(LedgerBuilder.points());
    assertThat(ledger.balance("ann")).isNull();
    assertThat(dump(ledger).keys()).isEmpty();
  }
}
