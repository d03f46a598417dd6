package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Supply;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GetInfoTest extends StoreFixture {

  @Test
  void knowsAFreshPointsLedger() {
    TestLedger ledger = open(LedgerBuilder.points().decimals(2));
    assertThat(ledger.supply()).isEqualTo(new Supply(ledger.amount("0"), ledger.amount("0"), 0));
  }

  @Test
  void sumsPoints() {
    TestLedger ledger = open(LedgerBuilder.points().min("-10"));
    ledger.applied(ledger.create("ann", "7"));
    ledger.applied(ledger.create("bob", "-10"));
    assertThat(ledger.supply()).isEqualTo(new Supply(ledger.amount("-3"), ledger.amount("-3"), 2));
    ledger.applied(ledger.add("bob", "3"));
    assertThat(ledger.supply()).isEqualTo(new Supply(ledger.amount("0"), ledger.amount("0"), 2));
    ledger.applied(ledger.delete("bob"));
    assertThat(ledger.supply()).isEqualTo(new Supply(ledger.amount("7"), ledger.amount("7"), 1));
  }

  @Test
  void tellsTotalFromCirculatingSupply() {
    TestLedger ledger = openToken(LedgerBuilder.token("100").decimals(2));
    ledger.applied(ledger.burn("treasury", "0.01"));
    assertThat(ledger.supply())
        .isEqualTo(new Supply(ledger.amount("100"), ledger.amount("99.99"), 1));
  }
}
