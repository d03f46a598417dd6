package dev.scrip.store;

import static dev.scrip.store.TestLedger.withId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Operation;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import org.junit.jupiter.api.Test;

/** A ledger apart from its operations: sizes of sets, its definition, and other ledgers. */
@QuarkusTest
class RedisLedgerTest extends StoreFixture {

  @Test
  void takesSetsOf1To500Operations() {
    TestLedger ledger = open(LedgerBuilder.points());
    Operation[] most = new Operation[Ledger.MAX_OPERATIONS];
    for (int i = 0; i < most.length; i++) {
      most[i] = ledger.create("account" + i, "1");
    }
    assertThat(ledger.atomic("0", most).applied()).hasSize(most.length);
    assertThat(ledger.supply().accounts()).isEqualTo(most.length);
    assertThatThrownBy(() -> ledger.atomic("1")).isInstanceOf(IllegalArgumentException.class);
    Operation[] more = new Operation[Ledger.MAX_OPERATIONS + 1];
    java.util.Arrays.fill(more, ledger.add("account1", "1"));
    assertThatThrownBy(() -> ledger.atomic("1", more)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesTheDefinitionWithTheFirstWrite() {
    TestLedger ledger = open(LedgerBuilder.points().plain().decimals(2));
    assertThat(ledger.supply().total()).hasToString("0");
    ledger.refused(ledger.add("ann", "1"));
    assertThat(dump(ledger).keys()).isEmpty();
    ledger.applied(ledger.create("ann", "1"));
    String info = "{" + ledger.definition().ledger() + "}:info";
    assertThat(command(Command.HGET, info, "definition"))
        .hasToString("{\"kind\":\"points\",\"decimals\":\"2\",\"accountCipher\":\"none\"}");
    assertThat(command(Command.HGET, info, "circulatingSupply")).hasToString("100");
  }

  @Test
  void keepsLedgersApart() {
    TestLedger one = open(LedgerBuilder.points());
    TestLedger two = open(LedgerBuilder.points().decimals(2));
    one.applied(withId("1", one.create("ann", "1")));
    two.applied(withId("1", two.create("ann", "2.5")));
    assertThat(one.all()).isEqualTo("ann=1");
    assertThat(two.all()).isEqualTo("ann=2.5");
    assertThat(two.supply().total()).isEqualTo(Amount.ofUnits("250", 2));
  }
}
