package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Balances at earlier entries and times. */
@QuarkusTest
class GetAtTest extends StoreFixture {

  private static final int MANY = 40_000;

  private String at(TestLedger ledger, String account, String at) {
    return ledger
        .ledger()
        .balance(account, Entry.position(at).orElseThrow())
        .map(Amount::toString)
        .orElse("none");
  }

  @Test
  void findsEveryBalanceThatAnAccountHad() {
    TestLedger ledger = open(LedgerBuilder.points().log(false));
    List<String> entries = new ArrayList<>();
    entries.add(ledger.entry(ledger.create("ann", "5")));
    entries.add(ledger.entry(ledger.create("bob", "1")));
    entries.add(ledger.entry(ledger.transfer("ann", "bob", "2")));
    entries.add(ledger.entry(ledger.delete("ann")));
    entries.add(ledger.entry(ledger.add("bob", "-3")));
    entries.add(ledger.entry(ledger.create("ann", "9")));
    List<String> ann = entries.stream().map(entry -> at(ledger, "ann", entry)).toList();
    assertThat(ann).containsExactly("5", "5", "3", "none", "none", "9");
    List<String> bob = entries.stream().map(entry -> at(ledger, "bob", entry)).toList();
    assertThat(bob).containsExactly("none", "1", "3", "3", "0", "0");
    assertThat(at(ledger, "ann", "0-0")).isEqualTo("none");
    assertThat(at(ledger, "nobody", entries.get(5))).isEqualTo("none");
  }

  @Test
  void findsTheBalanceAtAnInstant() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "5"));
    ledger.applied(ledger.add("ann", "1"));
    List<Entry> history = ledger.history("ann");
    String last = history.get(0).timestamp();
    assertThat(at(ledger, "ann", last)).isEqualTo("6");
    assertThat(at(ledger, "ann", history.get(1).at().minusMillis(1).toString())).isEqualTo("none");
    assertThat(at(ledger, "ann", "2100-01-01T00:00:00Z")).isEqualTo("6");
    assertThat(at(ledger, "ann", "1900-01-01T00:00:00Z")).isEqualTo("none");
    assertThat(at(ledger, "ann", "9999999999999999999-9999999999999999999")).isEqualTo("6");
  }

  @Test
  void readsFewEntriesOfAnAccountWithMany() throws IOException {
    try (OwnRedis own = OwnRedis.start()) {
      RedisNodes servers = own.nodes(TIMEOUT);
      TestLedger ledger =
          new TestLedger(
              store(servers, SETTINGS), LedgerBuilder.points().plain().max("1000000").build());
      ledger.applied(ledger.create("ann", "1"));
      for (int count = 1; count < MANY; count += 500) {
        ApplyCall call = new ApplyCall(servers, ledger.definition(), SETTINGS);
        for (int i = 0; i < Math.min(500, MANY - count); i++) {
          call.operation(ledger.add("ann", "1"));
        }
        call.send();
      }
      List<String> entries = new ArrayList<>();
      for (Response item :
          command(own.redis(), Command.XRANGE, key(ledger, "transactions"), "-", "+")) {
        entries.add(item.get(0).toString());
      }
      own.command(Command.CONFIG, "RESETSTAT");
      int reads = 0;
      for (int number = 1; number <= MANY; number += 199) {
        assertThat(at(ledger, "ann", entries.get(number - 1))).isEqualTo(Integer.toString(number));
        reads++;
      }
      for (int number : new int[] {63, 64, 65, 4095, 4096, 4097, 8191, 8192, MANY - 1, MANY}) {
        assertThat(at(ledger, "ann", entries.get(number - 1))).isEqualTo(Integer.toString(number));
        reads++;
      }
      Matcher calls =
          Pattern.compile("cmdstat_xrange:calls=([0-9]+)").matcher(own.info("commandstats"));
      assertThat(calls.find()).isTrue();
      // On average half of 63 and 63 steps down, and few of 4,096.
      assertThat(Integer.parseInt(calls.group(1)) / reads).isLessThan(100);
    }
  }

  @Test
  void doesNotGuessWhatIsNoLongerInTheJournal() {
    TestLedger ledger = open(LedgerBuilder.points());
    String first = ledger.entry(ledger.create("ann", "5"));
    ledger.applied(ledger.add("ann", "1"));
    ledger.applied(ledger.add("ann", "1"));
    command(Command.XTRIM, key(ledger, "transactions"), "MAXLEN", "1");
    assertThatThrownBy(() -> at(ledger, "ann", first))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().code()).isEqualTo(Code.INTERNAL_ERROR));
  }
}
