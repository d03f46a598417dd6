package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Audit;
import dev.scrip.domain.Code;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Audits of ledgers that are sound, and of ledgers that somebody has tampered with. */
@QuarkusTest
class AuditPagesTest extends StoreFixture {

  private static final String BIG = "1" + "0".repeat(40);

  private TestLedger sound() {
    TestLedger ledger =
        open(LedgerBuilder.points().plain().min("-100").max("9".repeat(78)).log(false));
    ledger.applied(ledger.create("ann", "5"));
    ledger.applied(ledger.create("bob", BIG));
    ledger.applied(ledger.create("cid", "-7"));
    ledger.applied(ledger.transfer("bob", "ann", "3"));
    ledger.applied(ledger.delete("cid"));
    ledger.applied(ledger.create("gone", "1"));
    ledger.applied(ledger.delete("gone"));
    ledger.applied(ledger.create("cid", "9"));
    ledger.applied(ledger.burn("ann", "1"));
    return ledger;
  }

  private List<String> found(TestLedger ledger) {
    return Audits.differences(store, ledger.definition(), 1000).stream()
        .map(
            each -> each.kind() + " " + each.account() + " " + each.expected() + " " + each.found())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000})
  void findsNothingInASoundLedger(int pageSize) {
    assertThat(Audits.differences(store, sound().definition(), pageSize)).isEmpty();
    TestLedger token = openToken(LedgerBuilder.token("10").plain());
    token.applied(token.transfer("treasury", "ann", "10"));
    token.applied(token.transfer("ann", "treasury", "4"));
    token.applied(token.burn("treasury", "4"));
    assertThat(Audits.differences(store, token.definition(), pageSize)).isEmpty();
    assertThat(Audits.differences(store, LedgerBuilder.points().plain().build(), pageSize))
        .isEmpty();
  }

  @Test
  void endsWithTheTotals() {
    TestLedger ledger = sound();
    String cursor = null;
    Audit page;
    do {
      page = ledger.ledger().audit(cursor, 1000);
      cursor = page.cursor();
    } while (cursor != null);
    assertThat(page.totals().accounts()).isEqualTo(3);
    assertThat(page.totals().sum()).isEqualTo(ledger.supply().circulating());
    assertThat(page.totals().circulatingSupply()).isEqualTo(ledger.supply().circulating());
  }

  @Test
  void findsABalanceThatNoEntryLeft() {
    TestLedger ledger = sound();
    String value = command(Command.HGET, key(ledger, "balances"), "ann").toString();
    command(Command.HSET, key(ledger, "balances"), "ann", "8" + value.substring(1));
    assertThat(found(ledger))
        .contains("balance ann 7 8", "ranking ann 8 7")
        .anyMatch(each -> each.startsWith("sum"));
  }

  @Test
  void findsAnAccountThatIsLost() {
    TestLedger ledger = sound();
    command(Command.HDEL, key(ledger, "balances"), "ann");
    command(Command.ZREM, key(ledger, "ranking"), "ann");
    assertThat(found(ledger)).contains("account ann null null");
  }

  @Test
  void findsWhatStandsWronglyInTheRanking() {
    TestLedger ledger = sound();
    command(Command.ZADD, key(ledger, "ranking"), "8", "ann");
    command(Command.ZADD, key(ledger, "ranking"), "1", "unknown");
    assertThat(found(ledger)).contains("ranking ann 7 8", "ranking unknown null 1");
    command(Command.ZREM, key(ledger, "ranking"), "ann");
    assertThat(found(ledger)).contains("ranking ann 7 null");
  }

  @Test
  void findsASupplyThatIsNoSum() {
    TestLedger ledger = sound();
    command(Command.HSET, key(ledger, "info"), "circulatingSupply", "4");
    assertThat(found(ledger)).isNotEmpty().allMatch(each -> each.startsWith("sum null 4 "));
  }

  @Test
  void takesNoCursorButItsOwn() {
    TestLedger ledger = sound();
    for (String cursor : List.of("", "x", "MTIz", "!")) {
      assertThatThrownBy(() -> ledger.ledger().audit(cursor, 10))
          .isInstanceOfSatisfying(
              RefusedException.class,
              refused -> assertThat(refused.refusal().code()).isEqualTo(Code.INVALID_REQUEST));
    }
  }

  /** Any state that has the form of one is one, or is refused; Redis fails on none. */
  @Test
  void takesForgedCursorsOrRefusesThem() {
    TestLedger ledger = sound();
    List<String> positions =
        List.of(
            "",
            "0",
            "7",
            "18446744073709551615",
            "9999999999999999999",
            "99999999999999999999",
            "1e99 a",
            "1e999 a",
            "-inf ",
            "inf \0",
            "0.5 " + "x".repeat(100_000),
            "--1 a",
            "0x10 a",
            "nan a",
            "1-1",
            "1-1/0",
            "1-1/999999999",
            "9999999999999999999-9999999999999999999",
            "9999999999999999999-9999999999999999999/1",
            "1-1/1e9");
    for (String phase : List.of("balances", "ranking", "journal", "sum", "")) {
      for (String at : positions) {
        for (String sum : List.of("0", "-" + "9".repeat(100), "1e99", "")) {
          for (String tail : List.of("-", "9999999999999999999-0", "x")) {
            String state = phase + "\n" + at + "\n" + sum + "\n" + tail;
            String cursor =
                java.util.Base64.getUrlEncoder()
                    .encodeToString(state.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            try {
              assertThat(ledger.ledger().audit(cursor, 10)).isNotNull();
            } catch (RefusedException e) {
              assertThat(e.refusal().code()).as(state).isEqualTo(Code.INVALID_REQUEST);
            }
          }
        }
      }
    }
  }

  @Test
  void writesNothing() {
    TestLedger ledger = sound();
    LedgerDump before = dump(ledger);
    found(ledger);
    assertThat(dump(ledger)).isEqualTo(before);
  }
}
