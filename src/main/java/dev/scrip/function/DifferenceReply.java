package dev.scrip.function;

import dev.scrip.domain.Audit;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A difference found by an audit: two values that should be equal and are not.
 *
 * @param kind the kind: balance, chain, posting, ranking, sum, entry or info
 * @param account the name of the account, or null for the whole ledger
 * @param entry the entry, or null
 * @param expected the expected value, or null
 * @param found the value found, or null
 */
@RegisterForReflection
public record DifferenceReply(
    String kind, String account, String entry, String expected, String found) {

  static DifferenceReply of(Audit.Difference difference) {
    return new DifferenceReply(
        difference.kind(),
        difference.account(),
        difference.entry(),
        difference.expected(),
        difference.found());
  }
}
