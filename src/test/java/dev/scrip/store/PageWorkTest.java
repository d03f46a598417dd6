package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Entry;
import dev.scrip.domain.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pages of entries with very many postings: each reads little, and together they read all. */
@QuarkusTest
class PageWorkTest extends StoreFixture {

  private static final int POSTINGS = 1000;

  /** The most postings that one page may read or compare, which takes a few milliseconds. */
  private static final int MOST_POSTINGS = 40_000;

  /**
   * A ledger as if sums over all accounts had been written many times: each posting names another
   * entry before it, as in the worst case.
   */
  private TestLedger summed(int entries) {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    ledger.applied(ledger.create("first", "0"));
    List<String> ids = new ArrayList<>();
    for (int entry = 0; entry < entries; entry++) {
      StringBuilder postings = new StringBuilder("sum");
      for (int i = 0; i < POSTINGS; i++) {
        String previous = entry == 0 ? "-" : ids.get(entry - 1 - i % entry);
        postings.append("\n0 0 ").append(previous).append(' ').append(name(i));
      }
      ids.add(
          command(Command.XADD, key(ledger, "transactions"), "*", "v1", postings.toString())
              .toString());
    }
    for (int i = 0; i < POSTINGS; i++) {
      String last = ids.get(entries - 1 - i % entries);
      command(Command.HSET, key(ledger, "balances"), name(i), "0 " + last + " " + entries);
      command(Command.ZADD, key(ledger, "ranking"), "0", name(i));
    }
    return ledger;
  }

  private static String name(int i) {
    return "account number " + (10_000 + i);
  }

  /** The work is bounded by count, as a time that the test asserts would depend on the machine. */
  @Test
  void aPageReadsLittleHoweverLongTheEntriesAre() {
    TestLedger ledger = summed(40);
    String cursor = null;
    long pages = 0;
    do {
      Page<Entry> page = ledger.ledger().history(null, cursor, 1000);
      long postings = page.items().stream().mapToLong(entry -> entry.postings().size()).sum();
      assertThat(postings).isLessThanOrEqualTo(MOST_POSTINGS / 2);
      cursor = page.cursor();
      pages++;
    } while (cursor != null);
    assertThat(pages).isGreaterThan(1);
    Set<String> entries = new HashSet<>();
    ledger.history(name(0)).forEach(entry -> entries.add(entry.entry()));
    assertThat(entries).hasSize(40);
  }
}
