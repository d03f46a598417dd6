package dev.scrip.function;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Audit;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A difference found by an audit: two values that should be equal and are not.
 *
 * @param kind the kind: balance, ranking, posting, account or sum
 * @param account the name of the account, or null for the whole ledger
 * @param expected the expected amount, or null
 * @param found the amount found, or null
 */
@RegisterForReflection
public record DifferenceReply(String kind, String account, String expected, String found) {

  static DifferenceReply of(Audit.Difference difference) {
    return new DifferenceReply(
        difference.kind(),
        difference.account(),
        text(difference.expected()),
        text(difference.found()));
  }

  private static String text(Amount amount) {
    return amount == null ? null : amount.toString();
  }
}
