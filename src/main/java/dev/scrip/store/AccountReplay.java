package dev.scrip.store;

import dev.scrip.archive.ArchivedAccount;
import dev.scrip.store.AccountRecord.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One account at the instant of a checkpoint, whose state is replaced or changed by each record.
 */
final class AccountReplay {

  private static final Set<Kind> OF_BOOKS = EnumSet.of(Kind.MEMBER, Kind.VALUE);

  private final String account;
  private String balance;
  private Chain chain;
  private String created;
  private String deleted;
  private boolean isDamaged;
  private boolean wasInLedger;
  private Set<String> groups = Set.of();
  private Map<String, String> values = Map.of();

  /** An account of which nothing was read yet. */
  AccountReplay(String account) {
    this.account = account;
  }

  /** Reads all records of the next account, of which there is one. */
  static AccountReplay next(AccountRecords records) {
    byte[] account = records.next().account();
    AccountReplay replay = new AccountReplay(records.next().accountName());
    AccountRecord record;
    while ((record = records.nextOf(account)) != null) {
      replay.read(record);
    }
    return replay;
  }

  private void read(AccountRecord record) {
    wasInLedger |= !OF_BOOKS.contains(record.kind());
    switch (record.kind()) {
      case POSTING -> post(record);
      case BALANCE, CLOSED -> readStored(StoredAccount.of(record.kind(), record.text()));
      case CREATED -> created = record.string();
      case DELETED -> deleted = record.string();
      case MEMBER -> join(record.string().split(" ", 2));
      case VALUE -> addValue(record.string().split(" ", 2));
      case PLACE -> {}
    }
  }

  private void join(String[] words) {
    // Most accounts are in no group.
    groups = groups.isEmpty() ? new TreeSet<>() : groups;
    if (words[0].equals("in")) {
      groups.add(words[1]);
    } else {
      groups.remove(words[1]);
    }
  }

  private void addValue(String[] words) {
    values = values.isEmpty() ? new TreeMap<>() : values;
    values.put(words[0], words[1]);
  }

  /** The encoded account. */
  String account() {
    return account;
  }

  /** The groups that have the account as a member. */
  Set<String> groups() {
    return groups;
  }

  /** The values of the account in snapshots, by their names. */
  Map<String, String> values() {
    return values;
  }

  /** Whether anything but books names the account. */
  boolean wasInLedger() {
    return wasInLedger;
  }

  private void readStored(StoredAccount stored) {
    if (stored == null) {
      isDamaged = true;
      balance = null;
      chain = null;
      return;
    }
    balance = stored.balance() == null ? null : stored.balance().toString();
    chain = stored.chain();
    // A record is replaced by a newer one, and never removed.
    created = stored.created() == null ? created : stored.created();
    deleted = stored.deleted() == null ? deleted : stored.deleted();
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

  /**
   * The balance in smallest units; null if the account is not in the ledger.
   *
   * @throws IllegalStateException if it is damaged
   */
  String balance() {
    if (isDamaged) {
      throw new IllegalStateException("a balance cannot be read");
    }
    return balance;
  }

  /**
   * The account.
   *
   * @throws IllegalStateException if it is damaged
   */
  AccountState state() {
    if (chain == null) {
      throw new IllegalStateException("an account is damaged, or no entry has brought it back");
    }
    return new AccountState(account, balance, chain, created, deleted);
  }

  /** The account in an archive, or null if it is in no book and never was in the ledger. */
  ArchivedAccount archived() {
    AccountState state = wasInLedger ? state() : null;
    if (state == null && groups.isEmpty() && values.isEmpty()) {
      return null;
    }
    return new ArchivedAccount(
        account,
        state == null ? null : state.balance(),
        state == null ? null : state.chain().toString(),
        state == null ? null : state.created(),
        state == null ? null : state.deleted(),
        List.copyOf(groups),
        values);
  }
}
