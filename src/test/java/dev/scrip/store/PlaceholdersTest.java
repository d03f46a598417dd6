package dev.scrip.store;

import static dev.scrip.store.TestLedger.withId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Audit;
import dev.scrip.domain.Operation;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The keys of a ledger exist from its first check on, whatever it holds, and nobody notices. */
@QuarkusTest
class PlaceholdersTest extends StoreFixture {

  private void assertAllKeysExist(TestLedger ledger) {
    assertThat(keys(ledger)).allSatisfy(key -> assertThat(exists(key)).as(key).isTrue());
  }

  private boolean exists(String key) {
    return command(Command.EXISTS, key).toInteger() == 1;
  }

  private static List<String> keys(TestLedger ledger) {
    return Keys.of(ledger.definition().ledger());
  }

  private LedgerCheck check(TestLedger ledger) {
    return new RedisLedgerStore(nodes, SETTINGS, NO_LEDGERS)
        .ledger(ledger.definition())
        .check()
        .join();
  }

  private void assertEmpty(TestLedger ledger) {
    assertThat(ledger.all()).isEmpty();
    assertThat(ledger.top(5)).isEmpty();
    assertThat(ledger.supply().accounts()).isZero();
    assertThat(ledger.balance("ann")).isNull();
    assertConsistent(ledger);
  }

  private void assertConsistent(TestLedger ledger) {
    assertThat(Audits.differences(store, ledger.definition())).isEmpty();
  }

  @Test
  void aCheckWritesThemAndNoData() {
    TestLedger ledger = open(LedgerBuilder.points());
    assertThat(check(ledger).findings()).isEmpty();
    assertAllKeysExist(ledger);
    assertThat(dump(ledger).keys()).isEmpty();
    assertThat(ledger.history(null)).isEmpty();
    assertEmpty(ledger);
    assertThat(ledger.ledger().reap(Operation.Options.NONE).count()).isZero();
    ledger.applied(ledger.create("ann", "1"));
    assertThat(ledger.all()).isEqualTo("ann=1");
  }

  @Test
  void noWriteRemovesOne() {
    TestLedger ledger = open(LedgerBuilder.points().max("1" + "0".repeat(40)));
    assertAllKeysAfterEach(
        ledger,
        withId("1", ledger.delete("nobody")),
        ledger.create("ann", "1" + "0".repeat(20)),
        withId("2", ledger.add("ann", "1" + "0".repeat(30))),
        withId("3", ledger.delete("ann")));
    assertEmpty(ledger);
    TestLedger token = openToken(LedgerBuilder.token("5"));
    assertAllKeysAfterEach(
        token,
        token.transfer("treasury", "ann", "5"),
        token.transfer("ann", "treasury", "5"),
        token.burn("treasury", "5"));
    assertEmpty(token);
  }

  private void assertAllKeysAfterEach(TestLedger ledger, Operation... operations) {
    for (Operation operation : operations) {
      ledger.applied(operation);
      assertAllKeysExist(ledger);
    }
  }

  @Test
  void theyAreNoAccounts() {
    TestLedger ledger = open(LedgerBuilder.points().min("-5"));
    for (String account : List.of("ann", "bob", "cid")) {
      ledger.applied(ledger.create(account, "-1"));
    }
    for (int size = 1; size <= 4; size++) {
      assertThat(TestLedger.text(ledger.accounts(null, null, size)))
          .isEqualTo(TestLedger.text(ledger.accounts(null, null, Ledger.MAX_PAGE)));
      assertThat(ledger.ledger().topHolders(size)).hasSize(Math.min(size, 3));
    }
    assertThat(ledger.supply().accounts()).isEqualTo(3);
    Audit audit = ledger.ledger().audit(true);
    assertThat(audit.accounts()).isEqualTo(3);
    assertThat(audit.places()).isEqualTo(3);
    assertThat(audit.entries()).isEqualTo(3);
    assertConsistent(ledger);
  }

  /** A ledger that was restored without them, or written by something else. */
  @Test
  void aLedgerWithoutThemIsTheSame() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(withId("1", ledger.create("ann", "1")));
    ledger.applied(ledger.create("bob", "2"));
    LedgerDump before = dump(ledger);
    for (String key : keys(ledger)) {
      switch (Keys.type(key)) {
        case "hash" -> {
          if (!key.endsWith(":ids:0")) {
            command(Command.HDEL, key, "");
          }
        }
        case "zset" -> command(Command.ZREM, key, "");
        default -> {}
      }
    }
    assertThat(exists(keys(ledger).get(5))).as("deleted").isFalse();
    assertThat(dump(ledger)).isEqualTo(before);
    assertThat(ledger.all()).isEqualTo("ann=1 bob=2");
    assertThat(ledger.top(1)).isEqualTo("bob=2");
    assertThat(ledger.supply().accounts()).isEqualTo(2);
    assertConsistent(ledger);
    assertThat(check(ledger).findings()).isEmpty();
    assertAllKeysExist(ledger);
    assertThat(dump(ledger)).isEqualTo(before);
  }

  @Test
  void aLedgerOfPlaceholdersIsSmall() {
    TestLedger ledger = open(LedgerBuilder.points());
    check(ledger);
    long bytes = 0;
    for (String key : keys(ledger)) {
      bytes += command(Command.MEMORY, "USAGE", key).toLong();
    }
    assertThat(bytes).isLessThan(2000);
  }
}
