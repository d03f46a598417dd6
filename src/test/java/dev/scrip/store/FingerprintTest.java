package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Operation;
import dev.scrip.domain.OperationOptions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fingerprints of operations, sets and calls. */
class FingerprintTest {

  private final TestLedger ledger =
      new TestLedger(null, LedgerBuilder.points().decimals(2).build());

  @Test
  void isTheSameForTheSameRequest() {
    Operation plain = ledger.add("ann", "1.50");
    OperationOptions options = new OperationOptions("id", null, Instant.EPOCH, "lisa");
    assertThat(Fingerprint.of(TestLedger.with(options, ledger.add("ann", "1.5"))))
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
            Fingerprint.of("reap", OperationOptions.NONE),
            Fingerprint.of("reap", new OperationOptions(null, "why", null, null)),
            Fingerprint.of(new AtomicSet(List.of(ledger.add("ann", "1")), OperationOptions.NONE)),
            Fingerprint.of(
                new AtomicSet(
                    List.of(ledger.add("ann", "1"), ledger.add("ann", "1")),
                    OperationOptions.NONE)),
            Fingerprint.of(
                new AtomicSet(
                    List.of(ledger.add("ann", "1"), ledger.add("bob", "1")),
                    OperationOptions.NONE)),
            Fingerprint.of(
                new AtomicSet(
                    List.of(ledger.add("bob", "1"), ledger.add("ann", "1")),
                    OperationOptions.NONE)));
    assertThat(all).doesNotHaveDuplicates();
  }

  /** Redis holds fingerprints with the ids, so they may not change from version to version. */
  @Test
  void isTheSameAsEver() {
    OperationOptions options = new OperationOptions("i", "why", null, "x");
    assertThat(
            List.of(
                Fingerprint.of(TestLedger.with(options, ledger.create("ann", "1.5"))),
                Fingerprint.of(ledger.add("ann", "1.5")),
                Fingerprint.of(TestLedger.with(options, ledger.delete("ann"))),
                Fingerprint.of(TestLedger.with(options, ledger.transfer("ann", "bob", "1.5"))),
                Fingerprint.of(TestLedger.with(options, ledger.burn("ann", "1.5"))),
                Fingerprint.of(new AtomicSet(List.of(ledger.delete("ann")), options)),
                Fingerprint.of("reap", options)))
        .containsExactly(
            "ptwxdddsKtox9UtkQjvphA",
            "VKi3AUFNGqggOKlwZsJ4Jg",
            "jTQxTMlqoJLm7zHliN3S_Q",
            "OZSaw2pV8BhurCpMwmy_-w",
            "tpfy5DhdSVfVk487oMSnoA",
            "3yJxpJUjRIJWKLMb6PDRYw",
            "tMNEAWT5UnzxKcqDsB9ltg");
  }
}
