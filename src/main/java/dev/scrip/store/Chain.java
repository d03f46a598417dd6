package dev.scrip.store;

import dev.scrip.domain.EntryId;

/**
 * What the next posting of an account needs to know of those before it, as {@code docs/journal.md}
 * describes it.
 *
 * @param last the entry of the last posting; {@code -} if there is none
 * @param count the number of postings
 * @param of64 the entry of the last posting whose count is a multiple of 64, or empty
 * @param of4096 the entry of the last posting whose count is a multiple of 4,096, or empty
 */
record Chain(String last, long count, String of64, String of4096) {

  /** The chain of an account that was never in the ledger. */
  static final Chain NONE = new Chain(ReplyDecoder.NONE, 0, "", "");

  private static final int SMALL_STEP = 64;
  private static final int LARGE_STEP = 4096;

  /** The chain in a text, or null if it is none. */
  static Chain of(String text) {
    String[] words = text.split(" ", -1);
    if (words.length < 2 || words.length > 4 || !EntryId.isId(words[0])) {
      return null;
    }
    for (int i = 2; i < words.length; i++) {
      if (!EntryId.isId(words[i])) {
        return null;
      }
    }
    long count = Digits.count(words[1]);
    return count == 0
        ? null
        : new Chain(
            words[0], count, words.length > 2 ? words[2] : "", words.length > 3 ? words[3] : "");
  }

  /** Whether the posting of this count names those before it. */
  static boolean isMultiple(long count) {
    return count % SMALL_STEP == 0;
  }

  /** Whether the posting of this count names the one 4,096 before it too. */
  static boolean isLargeMultiple(long count) {
    return count % LARGE_STEP == 0;
  }

  /** The chain after one more posting. */
  Chain then(String entry) {
    long next = count + 1;
    return new Chain(
        entry, next, isMultiple(next) ? entry : of64, isLargeMultiple(next) ? entry : of4096);
  }

  /**
   * The word in the next posting that names those before it.
   *
   * @param returns whether the account returns to the ledger with it
   */
  String previous(boolean returns) {
    long next = count + 1;
    boolean isCounted = isMultiple(next) || (returns && count > 0);
    return last
        + (isCounted ? "/" + next : "")
        + (isMultiple(next) && !of64.isEmpty() ? "/" + of64 : "")
        + (isLargeMultiple(next) && !of4096.isEmpty() ? "/" + of4096 : "");
  }

  @Override
  public String toString() {
    return (last + " " + count + " " + of64 + " " + of4096).strip();
  }
}
