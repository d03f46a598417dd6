package dev.scrip.store;

import dev.scrip.domain.EntryId;
import dev.scrip.domain.Membership;
import dev.scrip.domain.RefusedException;
import dev.scrip.store.AccountRecord.Kind;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * A whole ledger as it was at one instant, read beside its traffic, in bounded memory. Nothing is
 * written to Redis, and no write waits.
 *
 * <p>All hashes are read page by page, each page at some moment; then the journal's last entry is
 * noted, which is the instant; and the entries since the first page up to it are read. What a page
 * has of an account, with the entries after it, is the account at that instant. The pages of
 * accounts, and of their records, are read before those of accounts that have left, with theirs: an
 * account or a record that neither have, because it moved between them, has returned to the ledger
 * in the meantime, so an entry names the account, and it is read by itself.
 */
final class Checkpoint implements AutoCloseable {

  /** All that there is of accounts, in the order in which it must be read. */
  private static final Set<Kind> ACCOUNTS =
      Collections.unmodifiableSet(
          EnumSet.of(Kind.CREATED, Kind.DELETED, Kind.BALANCE, Kind.CLOSED));

  /** How many entries that cannot be read are named. */
  private static final int MAX_UNREADABLE = 100;

  private final LedgerReader reader;
  private final CheckpointSettings settings;

  /** The books that are read; null for all that there are. */
  private final SumBooks wanted;

  private final RecordSorter sorter;
  private final List<String> unreadable = new ArrayList<>();
  private List<String> returned = new ArrayList<>();
  private SumBooks books;
  private boolean hasChangedSnapshots;
  private EntryId begin;
  private LedgerState state;
  private long entries;

  private Checkpoint(LedgerReader reader, CheckpointSettings settings, SumBooks books) {
    this.wanted = books;
    this.reader = reader;
    this.settings = settings;
    this.sorter = new RecordSorter(settings.directory(), settings.memory());
  }

  /**
   * Reads a checkpoint. This takes as long as the ledger is large.
   *
   * @param reader reads the ledger
   * @param settings the settings
   * @throws dev.scrip.domain.RefusedException if Redis fails or is restarted in the meantime
   * @throws IOException if a file cannot be written
   */
  static Checkpoint read(LedgerReader reader, CheckpointSettings settings) throws IOException {
    return read(reader, settings, null, ACCOUNTS, SumBooks.NONE);
  }

  /**
   * Reads some of a checkpoint, and earlier entries.
   *
   * @param reader reads the ledger
   * @param settings the settings
   * @param from the entry after which all are read, or null for those that the checkpoint needs
   * @param kinds what is read, in the order of the kinds
   */
  static Checkpoint read(
      LedgerReader reader, CheckpointSettings settings, EntryId from, Set<Kind> kinds)
      throws IOException {
    return read(reader, settings, from, kinds, SumBooks.NONE);
  }

  /**
   * Reads the balances of a ledger, and books.
   *
   * @param reader reads the ledger
   * @param settings the settings
   * @param books the books
   */
  static Checkpoint read(LedgerReader reader, CheckpointSettings settings, SumBooks books)
      throws IOException {
    return read(
        reader,
        settings,
        null,
        books.ofLedger() ? EnumSet.of(Kind.BALANCE) : EnumSet.noneOf(Kind.class),
        books);
  }

  /**
   * Reads a checkpoint with all books.
   *
   * @param reader reads the ledger
   * @param settings the settings
   */
  static Checkpoint readAll(LedgerReader reader, CheckpointSettings settings) throws IOException {
    return read(reader, settings, null, ACCOUNTS, null);
  }

  private static Checkpoint read(
      LedgerReader reader,
      CheckpointSettings settings,
      EntryId from,
      Set<Kind> kinds,
      SumBooks books)
      throws IOException {
    Checkpoint checkpoint = new Checkpoint(reader, settings, books);
    try {
      checkpoint.read(from, kinds);
      return checkpoint;
    } catch (IOException | RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  /** The ledger as a whole at the instant; its last entry is the instant. */
  LedgerState state() {
    return state;
  }

  /** The journal's last entry before the first page was read. */
  EntryId begin() {
    return begin;
  }

  /**
   * Whether a snapshot was made or deleted after the first page was read, so that the values of
   * snapshots may not be those of the instant.
   */
  boolean hasChangedSnapshots() {
    return hasChangedSnapshots;
  }

  /** The number of entries that were read. */
  long entries() {
    return entries;
  }

  /** The entries that are not of the form that {@code docs/journal.md} describes, some of them. */
  List<String> unreadable() {
    return unreadable;
  }

  /**
   * The accounts of the ledger at the instant, those that have left it included, by their bytes.
   *
   * @return the accounts; the iterator throws IllegalStateException if the ledger is damaged
   * @throws IllegalStateException if an entry cannot be read
   */
  Iterator<AccountState> accounts() throws IOException {
    requireReadable();
    return new AccountStates(records());
  }

  /**
   * Checks that all entries could be read.
   *
   * @throws IllegalStateException if one could not
   */
  void requireReadable() {
    if (!unreadable.isEmpty()) {
      throw new IllegalStateException("entry " + unreadable.get(0) + " cannot be read");
    }
  }

  /**
   * All that was read: for each account its entries and what the pages have of it, in the order of
   * time.
   */
  Iterator<AccountRecord> records() throws IOException {
    return sorter.sorted();
  }

  private void read(EntryId from, Set<Kind> kinds) throws IOException {
    LedgerState first = reader.state();
    begin = first.last();
    books = wanted == null ? SumBooks.of(first.books()) : wanted;
    for (Kind kind : kinds) {
      readPages(kind);
    }
    for (String group : books.groups()) {
      readGroup(group);
    }
    for (String snapshot : books.snapshots()) {
      readSnapshot(snapshot);
    }
    EntryId walked = reader.state().last();
    readEntries(from == null ? begin : from, walked);
    readReturned();
    state = reader.state();
    readEntries(walked, state.last());
    // The entries too are those of one server, and none was trimmed before it was read.
    TrimmedJournal trimmed = reader.state().trimmed();
    if (trimmed != null && trimmed.last().compareTo(from == null ? begin : from) > 0) {
      throw new RefusedException(StoreFailure.trimmed());
    }
  }

  private void readPages(Kind kind) throws IOException {
    reader.pages(
        kind.key(),
        settings.page(),
        page -> {
          for (int i = 0; i < page.items().size(); i += 2) {
            byte[] field = page.items().get(i).toBytes();
            // The placeholder of a key has no name.
            if (field.length > 0) {
              sorter.add(record(field, page.last(), kind, page.items().get(i + 1).toBytes()));
            }
          }
        });
  }

  private void readGroup(String group) throws IOException {
    reader.members(
        group,
        settings.page(),
        page -> {
          for (Response member : page.items()) {
            byte[] place = member.toBytes();
            byte[] account = Arrays.copyOfRange(place, group.length() + 1, place.length);
            sorter.add(new AccountRecord(account, page.last(), Kind.MEMBER, bytes("in " + group)));
          }
        });
  }

  private void readSnapshot(String snapshot) throws IOException {
    reader.pages(
        Keys.values(snapshot),
        settings.page(),
        page -> {
          for (int i = 0; i < page.items().size(); i += 2) {
            String text = snapshot + " " + page.items().get(i + 1);
            sorter.add(
                new AccountRecord(
                    page.items().get(i).toBytes(), EntryId.ZERO, Kind.VALUE, bytes(text)));
          }
        });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private AccountRecord record(byte[] field, EntryId last, Kind kind, byte[] value) {
    return switch (kind) {
      case PLACE -> Place.record(field, last, value);
      // Any entry since the begin has a newer one.
      case CREATED, DELETED -> new AccountRecord(field, begin, kind, value);
      default -> stored(field, last, kind, value);
    };
  }

  /**
   * What is stored of an account, behind its last posting; and behind all entries that were there
   * when it was read, so that it is noticed if another posting is its last one.
   */
  private static AccountRecord stored(byte[] account, EntryId last, Kind kind, byte[] value) {
    EntryId own = StoredAccount.last(kind, value);
    EntryId at = own == null || own.compareTo(last) < 0 ? last : own;
    return new AccountRecord(account, at, kind, value);
  }

  private void readEntries(EntryId from, EntryId to) throws IOException {
    reader.entries(
        from,
        to,
        entry -> {
          EntryId id = EntryId.of(entry.get(0).toString());
          entries++;
          if (!addEntry(id, StoredEntry.of(entry)) && unreadable.size() < MAX_UNREADABLE) {
            unreadable.add(id.toString());
          }
        });
  }

  /** Adds all postings that can be read; returns whether all can. */
  private boolean addEntry(EntryId id, StoredEntry entry) throws IOException {
    if (entry == null) {
      return false;
    }
    String record = entry.record();
    boolean areReadable = true;
    for (String line : entry.lines()) {
      areReadable &=
          StoredEntry.isPosting(line) ? addPosting(id, line, record) : addOther(id, line);
    }
    return areReadable;
  }

  private boolean addOther(EntryId id, String line) throws IOException {
    Membership membership = StoredEntry.membership(line);
    if (membership != null && (wanted == null || books.groups().contains(membership.group()))) {
      byte[] account = bytes(membership.account());
      String text = (membership.member() ? "in " : "out ") + membership.group();
      sorter.add(new AccountRecord(account, id, Kind.MEMBER, bytes(text)));
    }
    if (StoredEntry.isEndOfSnapshot(line) && id.compareTo(begin) > 0) {
      hasChangedSnapshots = true;
    }
    return membership != null
        || StoredEntry.isOfSnapshot(line)
        // Those of a restore, which no page is read before.
        || StoredEntry.record(id, line) != null;
  }

  private boolean addPosting(EntryId id, String line, String record) throws IOException {
    AccountPosting posting = AccountPosting.of(line);
    if (posting == null) {
      return false;
    }
    sorter.add(posting.at(id, record));
    if (posting.mayReturn() && state == null && id.compareTo(begin) > 0) {
      returned.add(posting.account());
      if (returned.size() >= settings.page()) {
        readReturned();
      }
    }
    return true;
  }

  /**
   * Reads the accounts that may have returned to the ledger while the pages were read, which none
   * of these may have. It must be before the instant.
   */
  private void readReturned() throws IOException {
    List<String> accounts = returned;
    returned = new ArrayList<>();
    if (accounts.isEmpty()) {
      return;
    }
    LedgerReader.Accounts stored = reader.accounts(accounts);
    for (int i = 0; i < accounts.size(); i++) {
      byte[] account = bytes(accounts.get(i));
      addReturned(account, stored.last(), Kind.BALANCE, stored.balances().get(i));
      addReturned(account, stored.last(), Kind.CLOSED, stored.closed().get(i));
      addReturned(account, stored.last(), Kind.CREATED, stored.created().get(i));
      addReturned(account, stored.last(), Kind.DELETED, stored.deleted().get(i));
    }
  }

  private void addReturned(byte[] account, EntryId last, Kind kind, Response value)
      throws IOException {
    if (value != null) {
      sorter.add(record(account, last, kind, value.toBytes()));
    }
  }

  @Override
  public void close() throws IOException {
    sorter.close();
  }
}
