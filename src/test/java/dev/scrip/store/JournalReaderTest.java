package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Operation;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Reading a journal onwards. */
@QuarkusTest
class JournalReaderTest extends StoreFixture {

  private JournalReader.Extract after(JournalReader reader, TestLedger ledger, String entry)
      throws Exception {
    return reader
        .after(ledger.definition(), entry)
        .toCompletableFuture()
        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void meetsEveryEntryOnceAndInOrder() throws Exception {
    RedisLedgerStore plain = new RedisLedgerStore(nodes, SETTINGS, StoreFixture.NO_LEDGERS);
    JournalReader reader = new JournalReader(plain, nodes);
    TestLedger ledger = new TestLedger(plain, LedgerBuilder.points().build());
    assertThat(
            reader
                .tail(ledger.definition())
                .toCompletableFuture()
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo(new JournalReader.Extract("0-0", List.of()));
    ledger.applied(ledger.create("ann", "0"));
    List<Entry> met = new ArrayList<>(after(reader, ledger, "0-0").entries());
    for (int round = 0; round < 3; round++) {
      Operation[] adds = new Operation[Ledger.MAX_OPERATIONS - 1];
      java.util.Arrays.fill(adds, ledger.add("ann", "1"));
      ledger.together(adds);
      ledger.together(adds);
      JournalReader.Extract extract;
      do {
        forgetScripts();
        extract = after(reader, ledger, met.get(met.size() - 1).entry());
        assertThat(extract.entries()).hasSizeLessThanOrEqualTo(JournalReader.MAX_ENTRIES);
        met.addAll(extract.entries());
      } while (!extract.entries().isEmpty());
      assertThat(extract.tail()).isEqualTo(met.get(met.size() - 1).entry());
    }
    List<Entry> journal = new ArrayList<>(ledger.history(null));
    Collections.reverse(journal);
    assertThat(met).isEqualTo(journal);
  }

  @Test
  void refusesALedgerThatIsDefinedOtherwise() throws Exception {
    RedisLedgerStore plain = new RedisLedgerStore(nodes, SETTINGS, StoreFixture.NO_LEDGERS);
    JournalReader reader = new JournalReader(plain, nodes);
    LedgerBuilder definition = LedgerBuilder.points();
    TestLedger ledger = new TestLedger(plain, definition.build());
    ledger.applied(ledger.create("ann", "0"));
    TestLedger other = new TestLedger(plain, definition.decimals(2).build());
    assertThat(reader.tail(other.definition()).toCompletableFuture())
        .failsWithin(TIMEOUT)
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Code.DEFINITION_CHANGED));
    assertThat(after(reader, ledger, "0-0").entries()).hasSize(1);
  }
}
