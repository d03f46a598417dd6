package dev.scrip.store;

import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Predicate;

/** Records in order, one account after the other. */
final class AccountRecords {

  private final Iterator<AccountRecord> records;
  private final Predicate<AccountRecord> wanted;
  private AccountRecord next;

  /** The accounts of records in order. */
  AccountRecords(Iterator<AccountRecord> records) {
    this(records, record -> true);
  }

  /** The accounts of those records in order that are wanted. */
  AccountRecords(Iterator<AccountRecord> records, Predicate<AccountRecord> wanted) {
    this.records = records;
    this.wanted = wanted;
    advance();
  }

  /** The first record that was not read, or null after the last one. */
  AccountRecord next() {
    return next;
  }

  /** Reads the next record if it is of this account, else it returns null. */
  AccountRecord nextOf(byte[] account) {
    AccountRecord record = next;
    if (record == null || !Arrays.equals(account, record.account())) {
      return null;
    }
    advance();
    return record;
  }

  private void advance() {
    do {
      next = records.hasNext() ? records.next() : null;
    } while (next != null && !wanted.test(next));
  }
}
