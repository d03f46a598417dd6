package dev.scrip.store;

import dev.scrip.domain.EntryId;
import java.math.BigInteger;

/**
 * A posting as the journal has it, without its account: {@code docs/journal.md} describes it.
 *
 * @param amount what was added to the balance, in smallest units
 * @param balance the balance after the entry; 0 if the account has left the ledger
 * @param leaves whether the account has left the ledger
 * @param last the entry of the posting before this one, or {@code -}
 * @param count which posting of the account this one is, or 0 if it does not say so
 * @param of64 the entry of the posting 64 before, or empty
 * @param of4096 the entry of the posting 4,096 before, or empty
 * @param previous the word that names the postings before this one
 */
record ChainedPosting(
    BigInteger amount,
    BigInteger balance,
    boolean leaves,
    String last,
    long count,
    String of64,
    String of4096,
    String previous) {

  /** The posting in a text of three words, or null if it is none. */
  static ChainedPosting of(String text) {
    String[] words = text.split(" ", -1);
    return words.length == 3 ? of(words[0], words[1], words[2]) : null;
  }

  private static ChainedPosting of(String amount, String balance, String previous) {
    boolean leaves = balance.equals(ReplyDecoder.NONE);
    String[] parts = previous.split("/", -1);
    if (!isInteger(amount) || !(leaves || isInteger(balance)) || !isPrevious(parts)) {
      return null;
    }
    return new ChainedPosting(
        new BigInteger(amount),
        leaves ? BigInteger.ZERO : new BigInteger(balance),
        leaves,
        parts[0],
        parts.length > 1 ? Digits.count(parts[1]) : 0,
        parts.length > 2 ? parts[2] : "",
        parts.length > 3 ? parts[3] : "",
        previous);
  }

  private static boolean isInteger(String text) {
    return Digits.areInteger(text, StoredAccount.MAX_DIGITS);
  }

  /** Whether these are the last entry, the count, and the entries 64 and 4,096 before. */
  private static boolean isPrevious(String[] parts) {
    boolean isFirst = parts.length == 1 && parts[0].equals(Chain.NONE.last());
    if (isFirst || !EntryId.isId(parts[0]) || parts.length > 4) {
      return isFirst;
    }
    for (int i = 2; i < parts.length; i++) {
      if (!EntryId.isId(parts[i])) {
        return false;
      }
    }
    return parts.length == 1 || Digits.count(parts[1]) > 0;
  }
}
