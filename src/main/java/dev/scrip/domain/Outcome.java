package dev.scrip.domain;

import java.util.List;

/** The outcome of an operation: applied or refused. */
public sealed interface Outcome {

  /**
   * The outcome of an operation that was applied, now or when it was first delivered.
   *
   * @param entry the id of its journal entry, or null if it changed nothing
   * @param balances the amounts after it. Create and add: the account's balance. Transfer: the
   *     balances of from and to. Burn: the account's balance and the circulating supply. Delete:
   *     none
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
