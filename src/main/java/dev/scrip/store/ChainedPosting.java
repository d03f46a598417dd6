package dev.scrip.store;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final String ENTRY = "[0-9]{1,19}-[0-9]{1,19}";

  private static final Pattern TEXT =
      Pattern.compile(
          "(-?[0-9]+) (-?[0-9]+|-) ((-|"
              + (ENTRY + ")(?:/([0-9]{1,18})(?:/(" + ENTRY + ")(?:/(" + ENTRY + "))?)?)?)"));

  /** The posting in a text of three words, or null if it is none. */
  static ChainedPosting of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    boolean leaves = matcher.group(2).equals(ReplyDecoder.NONE);
    String count = matcher.group(5);
    return new ChainedPosting(
        new BigInteger(matcher.group(1)),
        leaves ? BigInteger.ZERO : new BigInteger(matcher.group(2)),
        leaves,
        matcher.group(4),
        count == null ? 0 : Long.parseLong(count),
        matcher.group(6) == null ? "" : matcher.group(6),
        matcher.group(7) == null ? "" : matcher.group(7),
        matcher.group(3));
  }
}
