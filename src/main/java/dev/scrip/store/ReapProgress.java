package dev.scrip.store;

import dev.scrip.domain.ReapResult;

/**
 * The state of a reap between two of its steps.
 *
 * @param count the accounts removed so far, 0 or more
 * @param entry the last journal entry so far, or {@code -} for none, as scripts write it
 * @param next where the next step begins, as {@code reap.lua} wrote it, or {@code -} for none
 */
record ReapProgress(long count, String entry, String next) {

  /** The state before the first step. */
  static final ReapProgress START = new ReapProgress(0, ReplyDecoder.NONE, "0");

  /** Whether further steps are needed. */
  boolean more() {
    return !ReplyDecoder.NONE.equals(next);
  }

  /** The result of a reap that ended in this state. */
  ReapResult result() {
    return new ReapResult(count, ReplyDecoder.entryId(entry));
  }
}
