package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Terms;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  private final TestLedger ledger =
      new TestLedger(null, LedgerBuilder.points().decimals(2).build());

  @Test
  void isTheSameForTheSameRequest() {
    Operation plain = ledger.add("ann", "1.50");
    Terms terms = new Terms("id", null, Instant.EPOCH, "lisa");
    assertThat(Fingerprint.of(TestLedger.with(terms, ledger.add("ann", "1.5"))))
        .isEqualTo(Fingerprint.of(plain))
        .matches("[A-Za-z0-9_-]{22}");
  }

  @Test
  void differsForDifferentRequests() {
    List<String> all =
        List.of(
            Fingerprint.of(ledger.add("ann", "1")),
            Fingerprint.of(ledger.add("ann", "-1")),
            Fingerprint.of(ledger.add("ann", "1.01")),
            Fingerprint.of(ledger.add("an", "1")),
            Fingerprint.of(ledger.create("ann", "1")),
            Fingerprint.of(ledger.burn("ann", "1")),
            Fingerprint.of(ledger.delete("ann")),
            Fingerprint.of(ledger.transfer("ann", "bob", "1")),
            Fingerprint.of(ledger.transfer("bob", "ann", "1")),
            Fingerprint.of(ledger.transfer("annb", "ob", "1")),
            Fingerprint.of(TestLedger.withReason("", ledger.add("ann", "1"))),
            Fingerprint.of(TestLedger.withReason("why", ledger.add("ann", "1"))),
            Fingerprint.of("reap", Terms.NONE),
            Fingerprint.of("reap", new Terms(null, "why", null, null)),
            Fingerprint.of(new AtomicSet(List.of(ledger.add("ann", "1")), Terms.NONE)),
            Fingerprint.of(
                new AtomicSet(List.of(ledger.add("ann", "1"), ledger.add("ann", "1")), Terms.NONE)),
            Fingerprint.of(
                new AtomicSet(List.of(ledger.add("ann", "1"), ledger.add("bob", "1")), Terms.NONE)),
            Fingerprint.of(
                new AtomicSet(
                    List.of(ledger.add("bob", "1"), ledger.add("ann", "1")), Terms.NONE)));
    assertThat(all).doesNotHaveDuplicates();
  }
}
