package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import dev.scrip.domain.Operation;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The operation burn: its refusals in order. */
@QuarkusTest
class BurnTest extends StoreFixture {

  @Test
  void refusesToBurnInThisOrder() {
    TestLedger fresh = open(LedgerBuilder.token("100").burnable(false));
    assertThat(fresh.code(fresh.burn("nobody", "1"))).isEqualTo(Code.NOT_INITIALIZED);
    fresh.ledger().initialize(Operation.Options.NONE);
    assertThat(fresh.code(fresh.burn("nobody", "1000"))).isEqualTo(Code.NOT_BURNABLE);

    TestLedger token = openToken(LedgerBuilder.token("100"));
    assertThat(token.code(token.burn("nobody", "1"))).isEqualTo(Code.INSUFFICIENT_BALANCE);
    assertThat(token.code(token.burn("treasury", "101"))).isEqualTo(Code.INSUFFICIENT_BALANCE);
    assertThat(token.applied(token.burn("treasury", "40"))).containsExactly("60", "60");
    assertThat(token.supply().total()).hasToString("100");
    assertThat(token.supply().circulating()).hasToString("60");
    assertThat(token.applied(token.burn("treasury", "60"))).containsExactly("0", "0");
    assertThat(token.all()).isEmpty();

    TestLedger points = open(LedgerBuilder.points().min("10"));
    assertThat(points.code(points.burn("nobody", "1"))).isEqualTo(Code.UNKNOWN_ACCOUNT);
    points.applied(points.create("ann", "50"));
    assertThat(points.code(points.burn("ann", "41"))).isEqualTo(Code.BELOW_MIN);
    assertThat(points.applied(points.burn("ann", "40"))).containsExactly("10", "10");
    TestLedger lasting = open(LedgerBuilder.points().burnable(false));
    assertThat(lasting.code(lasting.burn("nobody", "1"))).isEqualTo(Code.NOT_BURNABLE);
  }
}
