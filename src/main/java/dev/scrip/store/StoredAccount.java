package dev.scrip.store;

import dev.scrip.domain.EntryId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * What is stored of an account, as {@code docs/journal.md} describes it.
 *
 * @param balance the balance in smallest units; null for an account that has left the ledger
 * @param chain the chain of its postings
 */
record StoredAccount(BigInteger balance, Chain chain) {

  /** Far more digits than any balance has, so that what is stored by hand can be read too. */
  static final int MAX_DIGITS = 100;

  /** What a field of the hash of balances, or of accounts that have left, holds; or null. */
  static StoredAccount of(AccountRecord.Kind kind, byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    if (kind == AccountRecord.Kind.CLOSED) {
      Chain chain = Chain.of(text);
      return chain == null ? null : new StoredAccount(null, chain);
    }
    String[] words = text.split(" ", 2);
    Chain chain = words.length == 2 ? Chain.of(words[1]) : null;
    return chain == null || !Digits.areInteger(words[0], MAX_DIGITS)
        ? null
        : new StoredAccount(new BigInteger(words[0]), chain);
  }

  /** The entry of the last posting in such a field; null if there is none at its place. */
  static EntryId last(AccountRecord.Kind kind, byte[] value) {
    String[] words = new String(value, StandardCharsets.US_ASCII).split(" ", 3);
    int index = kind == AccountRecord.Kind.CLOSED ? 0 : 1;
    return words.length > index && EntryId.isId(words[index]) ? EntryId.of(words[index]) : null;
  }
}
