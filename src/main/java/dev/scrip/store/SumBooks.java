package dev.scrip.store;

import java.util.Set;

/**
 * The books of a weighted sum.
 *
 * @param ofLedger whether the ledger is among them, or is replaced
 * @param groups the names of its groups, and those that are the names of no book
 * @param snapshots the names of its snapshots
 */
record SumBooks(boolean ofLedger, Set<String> groups, Set<String> snapshots) {

  /** No books. */
  static final SumBooks NONE = new SumBooks(false, Set.of(), Set.of());
}
