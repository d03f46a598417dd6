package dev.scrip.store;

import static dev.scrip.store.TestLedger.withReason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scrip.domain.Entry;
import io.quarkus.test.junit.QuarkusTest;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reasons of creations and deletions, read by getReason. */
@QuarkusTest
class GetReasonTest extends StoreFixture {

  @Test
  void keepsReasonsWithTheirTimes() {
    TestLedger ledger = open(LedgerBuilder.points());
    String reason = "two words,\nand a \"line\" \u00e4\ud83d\ude00";
    ledger.applied(withReason(reason, ledger.create("ann", "1")));
    ledger.applied(ledger.delete("ann"));
    List<Entry> history = ledger.history("ann");
    assertThat(history.get(1).reason()).isEqualTo(reason);
    assertThat(ledger.ledger().created("ann").orElseThrow().reason()).isEqualTo(reason);
    assertThat(ledger.ledger().created("ann").orElseThrow().at())
        .isCloseTo(history.get(1).at(), within(10, ChronoUnit.SECONDS));
    assertThat(ledger.ledger().deleted("ann").orElseThrow().reason()).isNull();
    assertThat(ledger.ledger().deleted("ann").orElseThrow().at())
        .isCloseTo(history.get(0).at(), within(10, ChronoUnit.SECONDS));
    assertThat(ledger.ledger().created("bob")).isEmpty();
  }
}
