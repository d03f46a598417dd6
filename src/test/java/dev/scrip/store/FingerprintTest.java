package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Operation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fingerprints of operations, sets and calls. */
class FingerprintTest {

  private final TestLedger ledger =
      new TestLedger(null, LedgerBuilder.points().decimals(2).build());

  private static Operation.Options data(String data) {
    return new Operation.Options(null, Operation.Scope.SHARED, null, null, null, data);
  }

  @Test
  void isTheSameForTheSameRequest() {
    Operation plain = ledger.add("ann", "1.50");
    Operation.Options options = new Operation.Options("id", null, Instant.EPOCH, "lisa");
    assertThat(Fingerprints.of(TestLedger.with(options, ledger.add("ann", "1.5"))))
        .isEqualTo(Fingerprints.of(plain))
        .matches("[A-Za-z0-9_-]{22}");
  }

  @Test
  void differsForDifferentRequests() {
    List<String> all =
        List.of(
            Fingerprints.of(ledger.add("ann", "1")),
            Fingerprints.of(ledger.add("ann", "-1")),
            Fingerprints.of(ledger.add("ann", "1.01")),
            Fingerprints.of(ledger.add("an", "1")),
            Fingerprints.of(ledger.create("ann", "1")),
            Fingerprints.of(ledger.burn("ann", "1")),
            Fingerprints.of(ledger.delete("ann")),
            Fingerprints.of(ledger.transfer("ann", "bob", "1")),
            Fingerprints.of(ledger.transfer("bob", "ann", "1")),
            Fingerprints.of(ledger.transfer("annb", "ob", "1")),
            Fingerprints.of(TestLedger.withReason("", ledger.add("ann", "1"))),
            Fingerprints.of(TestLedger.withReason("why", ledger.add("ann", "1"))),
            Fingerprints.ofReap(Operation.Options.NONE),
            Fingerprints.ofReap(new Operation.Options(null, "why", null, null)),
            Fingerprints.ofReap(data("{}")),
            Fingerprints.of(TestLedger.with(data("{}"), ledger.add("ann", "1"))),
            Fingerprints.of(TestLedger.with(data("{\"n\":1}"), ledger.add("ann", "1"))),
            Fingerprints.of(
                new AtomicSet(
                    List.of(TestLedger.with(data("{}"), ledger.add("ann", "1"))),
                    Operation.Options.NONE)),
            Fingerprints.of(new AtomicSet(List.of(ledger.add("ann", "1")), Operation.Options.NONE)),
            Fingerprints.of(
                new AtomicSet(
                    List.of(ledger.add("ann", "1"), ledger.add("ann", "1")),
                    Operation.Options.NONE)),
            Fingerprints.of(
                new AtomicSet(
                    List.of(ledger.add("ann", "1"), ledger.add("bob", "1")),
                    Operation.Options.NONE)),
            Fingerprints.of(
                new AtomicSet(
                    List.of(ledger.add("bob", "1"), ledger.add("ann", "1")),
                    Operation.Options.NONE)));
    assertThat(all).doesNotHaveDuplicates();
  }

  /** Redis holds fingerprints with the ids, so they may not change from version to version. */
  @Test
  void isTheSameAsEver() {
    Operation.Options options = new Operation.Options("i", "why", null, "x");
    assertThat(
            List.of(
                Fingerprints.of(TestLedger.with(options, ledger.create("ann", "1.5"))),
                Fingerprints.of(ledger.add("ann", "1.5")),
                Fingerprints.of(TestLedger.with(options, ledger.delete("ann"))),
                Fingerprints.of(TestLedger.with(options, ledger.transfer("ann", "bob", "1.5"))),
                Fingerprints.of(TestLedger.with(options, ledger.burn("ann", "1.5"))),
                Fingerprints.of(new AtomicSet(List.of(ledger.delete("ann")), options)),
                Fingerprints.ofReap(options)))
        .containsExactly(
            "yeFed_z_AzioJQNikvgjTw",
            "DBXLRibhEeb6dcZJvz77ww",
            "6fQO5HuyJJaSwGjfnBrHbA",
            "SUvEsJCmDUsJwc4RJ1RRbA",
            "Zn8wjb9fq15nXCarOJNa0A",
            "GPu2f66ywc2Ke3O3zXJZQg",
            "seaRTPXkjGfsJjsKbeBKLw");
  }
}
