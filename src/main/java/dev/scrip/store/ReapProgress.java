package dev.scrip.store;

import dev.scrip.domain.ReapResult;

/**
 * The state of a reap between two of its steps.
 *
 * @param count the accounts removed so far, 0 or more
 * @param entry the last journal entry so far, or {@code -} for none, as scripts write it
 * @param more whether further steps are needed
 */
record ReapProgress(long count, String entry, boolean more) {

  /** The state before the first step. */
  static final ReapProgress START = new ReapProgress(0, ReplyDecoder.NONE, true);

  /** The result of a reap that ended in this state. */
  ReapResult result() {
    return new ReapResult(count, ReplyDecoder.entryId(entry));
  }
}
