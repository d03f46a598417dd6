package dev.scrip.store;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** The states of accounts at the instant of a checkpoint, of all that was read of each. */
final class AccountStates implements Iterator<AccountState> {

  private final AccountRecords records;

  /** The states in records that are in order. */
  AccountStates(Iterator<AccountRecord> records) {
    this.records = new AccountRecords(records);
  }

  @Override
  public boolean hasNext() {
    return records.next() != null;
  }

  @Override
  public AccountState next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return AccountReplay.next(records).state();
  }
}
