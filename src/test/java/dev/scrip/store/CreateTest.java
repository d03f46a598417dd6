package dev.scrip.store;

import static dev.scrip.store.TestLedger.withReason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operation create: its refusals in order, and deleted accounts. */
@QuarkusTest
class CreateTest extends StoreFixture {

  @Test
  void refusesToCreateInThisOrder() {
    TestLedger token = openToken(LedgerBuilder.token("100"));
    assertThat(token.code(token.create("treasury", "-1"))).isEqualTo(Code.SUPPLY_FIXED);

    TestLedger ledger = open(LedgerBuilder.points().min("10").max("100"));
    ledger.applied(ledger.create("gone", "50"));
    ledger.applied(ledger.delete("gone"));
    ledger.applied(ledger.create("ann", "50"));
    assertThat(ledger.code(ledger.create("gone", "9"))).isEqualTo(Code.ACCOUNT_DELETED);
    assertThat(ledger.refused(ledger.create("ann", "9")).fields())
        .isEqualTo(Map.of("account", "ann", "balance", "50"));
    assertThat(ledger.code(ledger.create("ann", "9"))).isEqualTo(Code.ACCOUNT_EXISTS);
    assertThat(ledger.code(ledger.create("bob", "9"))).isEqualTo(Code.BELOW_MIN);
    assertThat(ledger.code(ledger.create("bob", "101"))).isEqualTo(Code.ABOVE_MAX);
    assertThat(ledger.applied(ledger.create("bob", "10"))).containsExactly("10");
    assertThat(ledger.applied(ledger.create("cid", "100"))).containsExactly("100");
    assertThat(ledger.all()).isEqualTo("bob=10 ann=50 cid=100");
  }

  @Test
  void opensADeletedAccountOnlyWithoutALog() {
    TestLedger logged = open(LedgerBuilder.points());
    logged.applied(withReason("hello", logged.create("ann", "1")));
    logged.applied(withReason("bye", logged.delete("ann")));
    assertThat(logged.code(logged.create("ann", "1"))).isEqualTo(Code.ACCOUNT_DELETED);
    assertThat(logged.ledger().created("ann").orElseThrow().reason()).isEqualTo("hello");
    assertThat(logged.ledger().deleted("ann").orElseThrow().reason()).isEqualTo("bye");

    TestLedger plain = open(LedgerBuilder.points().log(false));
    plain.applied(withReason("hello", plain.create("ann", "1")));
    plain.applied(withReason("bye", plain.delete("ann")));
    assertThat(plain.applied(plain.create("ann", "2"))).containsExactly("2");
    assertThat(plain.ledger().created("ann")).isEmpty();
    assertThat(plain.ledger().deleted("ann")).isEmpty();
    assertThat(plain.history("ann"))
        .extracting(Entry::operation)
        .containsExactly("create", "delete", "create");
  }
}
