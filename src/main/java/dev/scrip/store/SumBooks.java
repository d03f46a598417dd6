package dev.scrip.store;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The books of a checkpoint.
 *
 * @param ofLedger whether the ledger is among them, or is replaced
 * @param groups the names of its groups, and those that are the names of no book
 * @param snapshots the names of its snapshots
 */
record SumBooks(boolean ofLedger, Set<String> groups, Set<String> snapshots) {

  /** No books. */
  static final SumBooks NONE = new SumBooks(false, Set.of(), Set.of());

  /** All books, by what is stored of each. */
  static SumBooks of(Map<String, String> stored) {
    Set<String> groups = new TreeSet<>();
    Set<String> snapshots = new TreeSet<>();
    stored.forEach((name, text) -> (text.startsWith("group ") ? groups : snapshots).add(name));
    return new SumBooks(true, groups, snapshots);
  }
}
