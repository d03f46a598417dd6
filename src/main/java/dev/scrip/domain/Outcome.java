package dev.scrip.domain;

import java.util.List;

/** What became of an operation. */
public sealed interface Outcome {

  /**
   * It was applied, now or when it was first delivered.
   *
   * @param entry the journal entry it made, or null when it changed nothing
   * @param balances what it left behind. Create and add: the account's balance. Transfer: those of
   *     from and to. Burn: the account's balance and the circulating supply. Delete: nothing
   * @param replayed whether this is the first reply once more, to an operation id that was seen
   *     before
   */
  record Applied(String entry, List<Amount> balances, boolean replayed) implements Outcome {}

  /** A rule said no, and nothing has changed. */
  record Refused(Refusal refusal) implements Outcome {}
}
