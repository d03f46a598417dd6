package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Entry;
import dev.scrip.domain.HistoryQuery;
import dev.scrip.domain.Page;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Redis goes through a whole stream if XREVRANGE begins before its first entry: seconds, if the
 * journal is long. So no page begins there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalBeginTest {

  /** As many as some groups of items, in which pages are read. */
  private static final int ENTRIES = 30;

  private OwnRedis own;
  private TestLedger ledger;

  @BeforeAll
  void start() throws IOException {
    own = OwnRedis.start();
    ledger =
        new TestLedger(
            StoreFixture.store(own.nodes(StoreFixture.TIMEOUT), StoreFixture.SETTINGS),
            LedgerBuilder.points().plain().build());
    ledger.applied(ledger.create("ann", "1"));
    for (int i = 1; i < ENTRIES; i++) {
      ledger.applied(ledger.add("ann", "1"));
    }
  }

  @AfterAll
  void stop() throws IOException {
    own.close();
  }

  private int calls(String command) {
    Matcher calls =
        Pattern.compile("cmdstat_" + command + ":calls=([0-9]+)").matcher(own.info("commandstats"));
    return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
  }

  @Test
  void aPageThatEndsWithTheFirstEntryReadsNothingBeforeIt() {
    own.command(Command.CONFIG, "RESETSTAT");
    Page<Entry> all = ledger.ledger().history(null, null, 100);
    assertThat(all.items()).hasSize(ENTRIES);
    assertThat(all.cursor()).isNull();
    assertThat(calls("xrevrange")).isEqualTo(ENTRIES / 10);
    Page<Entry> full = ledger.ledger().history(null, null, ENTRIES);
    assertThat(full.items()).isEqualTo(all.items());
    assertThat(full.cursor()).isNull();
    Page<Entry> less = ledger.ledger().history(null, null, ENTRIES - 1);
    assertThat(less.cursor()).isEqualTo(all.items().get(ENTRIES - 1).entry());
  }

  @Test
  void nothingIsReadBeforeTheFirstEntry() {
    own.command(Command.CONFIG, "RESETSTAT");
    HistoryQuery query = new HistoryQuery(null, null, "1000-0", null, false);
    Page<Entry> none = ledger.ledger().entries(query, null, 100);
    assertThat(none).isEqualTo(new Page<>(List.of(), null));
    assertThat(ledger.ledger().history(null, "1-1", 100)).isEqualTo(none);
    assertThat(calls("xrevrange")).isZero();
  }
}
