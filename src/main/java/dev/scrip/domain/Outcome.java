package dev.scrip.domain;

import java.util.List;

/** The outcome of an operation: applied or refused. */
public sealed interface Outcome {

  /**
   * The outcome of an operation that was applied, now or when it was first delivered.
   *
   * @param entry the id of its journal entry, or null if it changed nothing
   * @param balances the new balances of its accounts, in the order of its fields; of a burn the
   *     circulating supply too; none of a deleted account
   * @param replayed whether the operation id was applied before, and this is its first outcome
   */
  record Applied(String entry, List<Amount> balances, boolean replayed) implements Outcome {}

  /**
   * The outcome of an operation that was refused and changed nothing.
   *
   * @param refusal the refusal
   */
  record Refused(Refusal refusal) implements Outcome {}
}
