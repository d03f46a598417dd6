package dev.scrip.store;

import dev.scrip.domain.EntryId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * What is stored of an account, as {@code docs/journal.md} describes it.
 *
 * @param balance the balance in smallest units; null for an account that has left the ledger
 * @param chain the chain of its postings
 * @param created the record of its creation if it has left the ledger and there is one, or null
 * @param deleted the record of its deletion if it has left the ledger and there is one, or null
 */
record StoredAccount(BigInteger balance, Chain chain, String created, String deleted) {

  /** Far more digits than any balance has, so that what is stored by hand can be read too. */
  static final int MAX_DIGITS = 100;

  /** The lines of an account that has left, if there is a record of it. */
  private static final int LINES = 3;

  /** What a field of the hash of balances, or of accounts that have left, holds; or null. */
  static StoredAccount of(AccountRecord.Kind kind, byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    if (kind == AccountRecord.Kind.CLOSED) {
      return left(text.split("\n", -1));
    }
    String[] words = text.split(" ", 2);
    Chain chain = words.length == 2 ? Chain.of(words[1]) : null;
    return chain == null || !Digits.areInteger(words[0], MAX_DIGITS)
        ? null
        : new StoredAccount(new BigInteger(words[0]), chain, null, null);
  }

  /** An account that has left: the chain, and both records if there is one of them. */
  private static StoredAccount left(String[] lines) {
    Chain chain = lines.length == 1 || lines.length == LINES ? Chain.of(lines[0]) : null;
    return chain == null
        ? null
        : new StoredAccount(null, chain, record(lines, 1), record(lines, 2));
  }

  private static String record(String[] lines, int index) {
    return lines.length > index && !lines[index].isEmpty() ? lines[index] : null;
  }

  /** The entry of the last posting in such a field; null if there is none at its place. */
  static EntryId last(AccountRecord.Kind kind, byte[] value) {
    String[] words = new String(value, StandardCharsets.US_ASCII).split(" ", 3);
    int index = kind == AccountRecord.Kind.CLOSED ? 0 : 1;
    return words.length > index && EntryId.isId(words[index]) ? EntryId.of(words[index]) : null;
  }
}
