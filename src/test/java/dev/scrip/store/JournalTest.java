package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The form of entries, word for word, and what the journal alone tells of a ledger. */
@QuarkusTest
class JournalTest extends StoreFixture {

  private static final Pattern ENTRY = Pattern.compile("[0-9]{13}-[0-9]+");

  /** The operation and the postings of each entry, which are named by their numbers from 1. */
  private List<String> texts(TestLedger ledger) {
    Map<String, Integer> numbers = new HashMap<>();
    List<String> texts = new ArrayList<>();
    for (Response item : command(Command.XRANGE, key(ledger, "transactions"), "-", "+")) {
      numbers.put(item.get(0).toString(), numbers.size() + 1);
      texts.add(
          ENTRY
              .matcher(item.get(1).get(1).toString())
              .replaceAll(entry -> "#" + numbers.get(entry.group())));
    }
    return texts;
  }

  @Test
  void tellsEachPosting() {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    ledger.applied(ledger.create("ann", "10"));
    ledger.applied(ledger.create("b /c", "0"));
    ledger.applied(ledger.transfer("ann", "b /c", "10"));
    ledger.applied(ledger.delete("b /c"));
    assertThat(texts(ledger))
        .containsExactly(
            "create log\n10 10 - ann",
            "create log\n0 0 - b /c",
            "transfer\n-10 0 #1 ann\n10 10 #2 b /c",
            "delete log\n-10 - #3 b /c");
    JournalReplay.assertAgrees(redis, ledger.definition().ledger());
  }

  @Test
  void tellsWhoReturns() {
    TestLedger token = openToken(LedgerBuilder.token("5").plain().allocation("ann", "5"));
    for (int i = 0; i < 2; i++) {
      token.applied(token.transfer("ann", "bob", "5"));
      token.applied(token.transfer("bob", "ann", "5"));
    }
    assertThat(texts(token))
        .containsExactly(
            "initialize\n5 5 - ann",
            "transfer\n-5 - #1 ann\n5 5 - bob",
            "transfer\n-5 - #2 bob\n5 5 #2/3 ann",
            "transfer\n-5 - #3 ann\n5 5 #3/3 bob",
            "transfer\n-5 - #4 bob\n5 5 #4/5 ann");
    JournalReplay.assertAgrees(redis, token.definition().ledger());
  }

  @Test
  void leavesAndReturnsInOneCall() {
    TestLedger ledger = open(LedgerBuilder.points().plain().log(false));
    ledger.applied(ledger.create("ann", "1"));
    ledger.atomic(
        "id",
        ledger.delete("ann"),
        ledger.create("ann", "2"),
        ledger.add("ann", "1"),
        ledger.delete("ann"),
        ledger.create("ann", "7"));
    assertThat(texts(ledger))
        .containsExactly(
            "create\n1 1 - ann",
            "delete\n-1 - #1 ann",
            "create\n2 2 #2/3 ann",
            "add\n1 3 #3 ann",
            "delete\n-3 - #4 ann",
            "create\n7 7 #5/6 ann");
    JournalReplay.assertAgrees(redis, ledger.definition().ledger());
  }

  @Test
  void marksEach64thAndEach4096thPosting() {
    TestLedger ledger = open(LedgerBuilder.points().plain().max("99999"));
    ledger.applied(ledger.create("ann", "0"));
    for (int count = 1; count < 8200; ) {
      ApplyCall call = new ApplyCall(nodes, ledger.definition(), SETTINGS);
      // Calls of one are decided in a way of their own.
      int operations = count % 64 > 50 ? 1 : 100;
      for (int i = 0; i < operations; i++) {
        call.operation(ledger.add("ann", "1"));
      }
      call.send();
      count += operations;
    }
    List<String> texts = texts(ledger);
    assertThat(texts.get(62)).isEqualTo("add\n1 62 #62 ann");
    assertThat(texts.get(63)).isEqualTo("add\n1 63 #63/64 ann");
    assertThat(texts.get(127)).isEqualTo("add\n1 127 #127/128/#64 ann");
    assertThat(texts.get(4095)).isEqualTo("add\n1 4095 #4095/4096/#4032 ann");
    assertThat(texts.get(8191)).isEqualTo("add\n1 8191 #8191/8192/#8128/#4096 ann");
    JournalReplay.assertAgrees(redis, ledger.definition().ledger());
  }
}
