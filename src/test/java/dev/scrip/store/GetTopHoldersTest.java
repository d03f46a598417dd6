package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class GetTopHoldersTest extends StoreFixture {

  @Test
  void putsTheHighestFirstAndEqualOnesByName() {
    TestLedger ledger = openToken(LedgerBuilder.token("100").plain().decimals(2));
    ledger.applied(ledger.transfer("treasury", "ann", "20"));
    ledger.applied(ledger.transfer("treasury", "bob", "20"));
    ledger.applied(ledger.transfer("treasury", "cid", "0.01"));
    assertThat(ledger.top(10)).isEqualTo("treasury=59.99 bob=20 ann=20 cid=0.01");
    assertThat(ledger.top(2)).isEqualTo("treasury=59.99 bob=20");
    assertThat(open(LedgerBuilder.points().plain()).top(10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {27, 77})
  void tellsOneUnitApart(int power) {
    BigInteger supply = BigInteger.TEN.pow(power);
    TestLedger ledger = openToken(LedgerBuilder.token(supply.toString()).plain());
    BigInteger half = supply.divide(BigInteger.TWO);
    ledger.applied(ledger.transfer("treasury", "ann", half.toString()));
    assertThat(ledger.top(2)).isEqualTo("treasury=" + half + " ann=" + half);
    ledger.applied(ledger.transfer("treasury", "ann", "1"));
    assertThat(ledger.top(2))
        .isEqualTo(
            "ann=" + half.add(BigInteger.ONE) + " treasury=" + half.subtract(BigInteger.ONE));
    ledger.applied(ledger.transfer("ann", "bob", "2"));
    assertThat(ledger.top(3))
        .isEqualTo(
            "treasury="
                + half.subtract(BigInteger.ONE)
                + " ann="
                + half.subtract(BigInteger.ONE)
                + " bob=2");
  }
}
