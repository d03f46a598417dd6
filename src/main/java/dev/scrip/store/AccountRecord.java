package dev.scrip.store;

import dev.scrip.domain.EntryId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * One thing that was read of an account.
 *
 * @param account the encoded account; any bytes, if the ledger was tampered with
 * @param at the entry of a posting, or the journal's last entry when the other thing was read
 * @param kind the kind of the thing
 * @param text the thing, as {@link Kind} says
 */
// Millions of them are sorted, and none is ever compared as a whole.
@SuppressWarnings("ArrayRecordComponent")
record AccountRecord(byte[] account, EntryId at, Kind kind, byte[] text) {

  /** By account, for each account by time, and what was read after an entry behind its postings. */
  static final Comparator<AccountRecord> ORDER = AccountRecord::compare;

  /** What a record takes in memory beside its account and its text, in bytes. */
  private static final int OVERHEAD = 120;

  /** The kinds of records, in the order in which pages of them are read. */
  enum Kind {
    /**
     * A posting, in the three words of {@link ChainedPosting}. If records of reasons are kept, a
     * line feed and the reason of the entry follow.
     */
    POSTING("transactions"),
    /** The record of the creation of an account in the ledger. */
    CREATED("created"),
    /** The record of the deletion of an account that has returned. */
    DELETED("deleted"),
    /** The field of the hash of balances. */
    BALANCE("balances"),
    /** The field of the hash of accounts that have left, with their records. */
    CLOSED("closed"),
    /** A place in the ranking: the score, a space, and the digits before the account. */
    PLACE("ranking"),
    /** Whether the account is a member of a group: the line of the journal, without the account. */
    MEMBER("members"),
    /** The value of the account in a snapshot: its name, a space and the value. */
    VALUE("values");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** The name of the key that has things of this kind. */
    String key() {
      return key;
    }
  }

  private static int compare(AccountRecord one, AccountRecord other) {
    int compared = Arrays.compareUnsigned(one.account, other.account);
    if (compared == 0) {
      compared = one.at.compareTo(other.at);
    }
    return compared == 0 ? one.kind.compareTo(other.kind) : compared;
  }

  /** About what the record takes in memory, in bytes. */
  int size() {
    return OVERHEAD + account.length + text.length;
  }

  /** The text as a string. */
  String string() {
    return new String(text, StandardCharsets.UTF_8);
  }

  /** The account as a string. */
  String accountName() {
    return new String(account, StandardCharsets.UTF_8);
  }
}
