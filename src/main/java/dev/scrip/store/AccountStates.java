package dev.scrip.store;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The states of accounts at the instant of a checkpoint, of all that was read of each. */
final class AccountStates implements Iterator<AccountState> {

  private final Iterator<AccountRecord> records;
  private AccountRecord next;

  /** The states in records that are in order. */
  AccountStates(Iterator<AccountRecord> records) {
    this.records = records;
    advance();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public AccountState next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    byte[] account = next.account();
    Replay replay = new Replay(next.accountName());
    do {
      replay.read(next);
      advance();
    } while (next != null && Arrays.equals(account, next.account()));
    return replay.state();
  }

  private void advance() {
    next = records.hasNext() ? records.next() : null;
  }

  /** One account, whose state is replaced or changed by each record. */
  private static final class Replay {

    private final String account;
    private String balance;
    private Chain chain;
    private String created;
    private String deleted;

    Replay(String account) {
      this.account = account;
    }

    void read(AccountRecord record) {
      switch (record.kind()) {
        case POSTING -> post(record);
        case BALANCE, CLOSED -> {
          StoredAccount stored = StoredAccount.of(record.kind(), record.text());
          balance = stored == null || stored.balance() == null ? null : stored.balance().toString();
          chain = stored == null ? null : stored.chain();
        }
        case CREATED -> created = record.string();
        case DELETED -> deleted = record.string();
        case PLACE -> {}
      }
    }

    private void post(AccountRecord record) {
      String[] parts = record.string().split("\n", 2);
      ChainedPosting posting = ChainedPosting.of(parts[0]);
      if (posting.last().equals(Chain.NONE.last())) {
        chain = Chain.NONE;
      }
      balance = posting.leaves() ? null : posting.balance().toString();
      chain = chain == null ? null : chain.then(record.at().toString());
      if (parts.length == 2) {
        String text = Long.toUnsignedString(record.at().millis()) + " " + parts[1];
        if (posting.leaves()) {
          deleted = text;
        } else {
          created = text;
        }
      }
    }

    AccountState state() {
      if (chain == null) {
        throw new IllegalStateException("an account is damaged, or no entry has brought it back");
      }
      return new AccountState(account, balance, chain, created, deleted);
    }
  }
}
