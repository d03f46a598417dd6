package dev.scrip.store;

import dev.scrip.archive.ArchivedAccount;
import dev.scrip.archive.ArchivedEntry;
import dev.scrip.archive.CheckpointManifest;
import dev.scrip.archive.DamagedArchiveException;
import dev.scrip.archive.DataObject;
import dev.scrip.archive.LedgerArchive;
import dev.scrip.archive.LineReader;
import dev.scrip.archive.RememberedId;
import dev.scrip.archive.Sealed;
import dev.scrip.archive.SegmentManifest;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.Membership;
import dev.scrip.store.AccountRecord.Kind;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * A ledger as it was at a place of an archive, read in bounded memory: the newest whole checkpoint
 * before the place, and the entries since then. What was read is verified: each object, the chain
 * of segments, the supply after each of them, and that the balances add up to it.
 */
final class ArchivedLedger implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ArchivedLedger.class);

  private static final String CHANGED = "is not what its manifest says";

  private final LedgerArchive archive;
  private final ArchivedPlace place;
  private final RecordSorter sorter;
  private final Totals totals = new Totals();

  /** The newest whole checkpoint before the place, or null. */
  private CheckpointManifest checkpoint;

  /** A checkpoint that tells what does not change. */
  private CheckpointManifest any;

  private EntryId begin = EntryId.ZERO;
  private EntryId since = EntryId.ZERO;
  private List<Sealed<SegmentManifest>> segments;
  private SnapshotVersions snapshots;
  private BigInteger supply = BigInteger.ZERO;

  /** How many of each there are. */
  static final class Totals {

    /** Accounts of the ledger. */
    long accounts;

    /** Accounts that have left it. */
    long left;

    /** Records of creation of accounts of the ledger. */
    long created;

    /** Records of deletion of accounts of the ledger, which have returned. */
    long deleted;

    private BigInteger sum = BigInteger.ZERO;
    private final Map<String, Long> values = new HashMap<>();

    private void add(ArchivedAccount account) {
      if (account.balance() != null) {
        accounts++;
        sum = sum.add(new BigInteger(account.balance()));
        created += account.created() == null ? 0 : 1;
        deleted += account.deleted() == null ? 0 : 1;
      } else if (account.chain() != null) {
        left++;
      }
      account.values().keySet().forEach(name -> values.merge(name, 1L, Long::sum));
    }
  }

  /** Uses what the archive has, one after the other. */
  interface Use<T> {

    /** Uses one of them. */
    void use(T each) throws IOException;
  }

  private ArchivedLedger(LedgerArchive archive, ArchivedPlace place, CheckpointSettings settings) {
    this.archive = archive;
    this.place = place;
    this.sorter = new RecordSorter(settings.directory(), settings.memory());
  }

  /**
   * Reads a ledger.
   *
   * @param archive the archive
   * @param place the place
   * @param settings the settings of sorting
   * @throws ArchivedPlace.MissingException if no checkpoint tells the definition of the ledger
   * @throws DamagedArchiveException if the archive is not what it must be
   */
  static ArchivedLedger read(
      LedgerArchive archive, ArchivedPlace place, CheckpointSettings settings)
      throws IOException, DamagedArchiveException, ArchivedPlace.MissingException {
    ArchivedLedger ledger = new ArchivedLedger(archive, place, settings);
    try {
      ledger.read();
      return ledger;
    } catch (IOException
        | DamagedArchiveException
        | ArchivedPlace.MissingException
        | RuntimeException e) {
      ledger.close();
      throw e;
    }
  }

  private void read() throws IOException, DamagedArchiveException, ArchivedPlace.MissingException {
    findCheckpoint();
    segments = segmentsAfter(since);
    snapshots = new SnapshotVersions(checkpoint == null ? Map.of() : checkpoint.books(), begin);
    if (checkpoint != null) {
      supply = new BigInteger(checkpoint.supply());
      for (DataObject each : checkpoint.states()) {
        readStates(each);
      }
    }
    for (Sealed<SegmentManifest> each : segments) {
      readEntries(each.manifest());
    }
    verify();
  }

  /** Finds the newest whole checkpoint; an older one is as good, if there are all entries since. */
  private void findCheckpoint()
      throws IOException, DamagedArchiveException, ArchivedPlace.MissingException {
    List<Long> numbers = new ArrayList<>(archive.checkpoints());
    Collections.reverse(numbers);
    for (long number : numbers) {
      try {
        CheckpointManifest manifest = archive.checkpoint(number).manifest();
        any = manifest;
        if (EntryId.of(manifest.entry()).compareTo(place.entry()) <= 0) {
          archive.requireWhole(manifest);
          checkpoint = manifest;
          begin = EntryId.of(manifest.entry());
          since = EntryId.of(manifest.since());
          return;
        }
      } catch (DamagedArchiveException e) {
        LOG.errorf("object %s of the archive %s", e.object(), e.getMessage());
      }
    }
    if (any == null) {
      throw new ArchivedPlace.MissingException("The archive has no checkpoint yet", null);
    }
    if (archive.removed().isPresent()) {
      throw new ArchivedPlace.MissingException("The archive begins after that", any.entry());
    }
  }

  /** The segments with the entries after one, up to the place; they follow each other. */
  private List<Sealed<SegmentManifest>> segmentsAfter(EntryId entry)
      throws IOException, DamagedArchiveException {
    List<Sealed<SegmentManifest>> found = new ArrayList<>();
    Sealed<SegmentManifest> segment = place.segment();
    found.add(segment);
    requireOfCheckpoint(segment);
    while (EntryId.of(segment.manifest().after()).compareTo(entry) > 0
        || (checkpoint != null && segment.manifest().number() > checkpoint.segment())) {
      SegmentManifest next = segment.manifest();
      segment = archive.segment(next.number() - 1);
      if (!segment.sha256().equals(next.previous())
          || !segment.manifest().last().equals(next.after())) {
        throw new DamagedArchiveException(
            archive.segmentName(next.number()), "does not follow the segment before it");
      }
      requireOfCheckpoint(segment);
      found.add(segment);
    }
    Collections.reverse(found);
    return found;
  }

  private void requireOfCheckpoint(Sealed<SegmentManifest> segment) throws DamagedArchiveException {
    if (checkpoint != null
        && checkpoint.segment() == segment.manifest().number()
        && !checkpoint.segmentSha256().equals(segment.sha256())) {
      throw new DamagedArchiveException(
          archive.checkpointName(checkpoint.segment()), "is another segment's");
    }
  }

  private void readStates(DataObject object) throws IOException, DamagedArchiveException {
    try (LineReader lines = archive.open(object)) {
      String line;
      while ((line = lines.next()) != null) {
        add(ArchivedAccount.of(line));
      }
    }
  }

  private void add(ArchivedAccount account) throws IOException {
    if (account.balance() != null) {
      add(account, Kind.BALANCE, account.balance() + " " + account.chain());
    } else if (account.chain() != null) {
      add(account, Kind.CLOSED, account.chain());
    }
    if (account.created() != null) {
      add(account, Kind.CREATED, account.created());
    }
    if (account.deleted() != null) {
      add(account, Kind.DELETED, account.deleted());
    }
    if (account.groups() != null) {
      for (String group : account.groups()) {
        add(account, Kind.MEMBER, "in " + group);
      }
    }
    if (account.values() != null) {
      for (Map.Entry<String, String> each : account.values().entrySet()) {
        add(account, Kind.VALUE, each.getKey() + " " + each.getValue());
      }
    }
  }

  private void add(ArchivedAccount account, Kind kind, String text) throws IOException {
    sorter.add(new AccountRecord(bytes(account.account()), begin, kind, bytes(text)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void readEntries(SegmentManifest segment) throws IOException, DamagedArchiveException {
    String object = segment.data().object();
    try (LineReader lines = archive.open(segment.data())) {
      String line;
      while ((line = lines.next()) != null) {
        ArchivedEntry entry = ArchivedEntry.of(line);
        EntryId id = entry == null ? begin : EntryId.of(entry.id());
        if (entry == null
            || (id.compareTo(begin) > 0 && id.compareTo(place.entry()) <= 0 && !add(id, entry))) {
          throw new DamagedArchiveException(object, "has an entry that cannot be read");
        }
      }
    }
    EntryId end = EntryId.of(segment.last());
    boolean isRead = end.compareTo(begin) >= 0 && end.compareTo(place.entry()) <= 0;
    if (isRead && !supply.toString().equals(segment.supply())) {
      throw new DamagedArchiveException(object, CHANGED);
    }
  }

  /** Adds an entry; returns whether it can be read. */
  private boolean add(EntryId id, ArchivedEntry entry) throws IOException {
    StoredEntry stored = StoredEntry.of(entry.id(), entry.fields());
    BigInteger amount = entry.amount();
    if (stored == null || amount == null) {
      return false;
    }
    supply = supply.add(amount);
    for (String line : stored.lines()) {
      AccountRecord record =
          StoredEntry.isPosting(line) ? posting(id, line, stored) : other(id, line);
      if (record != null) {
        sorter.add(record);
      } else if (StoredEntry.isEndOfSnapshot(line)) {
        snapshots.read(id, line);
      } else {
        return false;
      }
    }
    return true;
  }

  private static AccountRecord posting(EntryId id, String line, StoredEntry entry) {
    AccountPosting posting = AccountPosting.of(line);
    return posting == null ? null : posting.at(id, entry.record());
  }

  private static AccountRecord other(EntryId id, String line) {
    Membership membership = StoredEntry.membership(line);
    if (membership != null) {
      String text = (membership.member() ? "in " : "out ") + membership.group();
      return new AccountRecord(bytes(membership.account()), id, Kind.MEMBER, bytes(text));
    }
    if (line.startsWith("value ")) {
      String[] words = line.split(" ", 4);
      return new AccountRecord(bytes(words[3]), id, Kind.VALUE, bytes(words[1] + " " + words[2]));
    }
    return StoredEntry.record(id, line);
  }

  private void verify() throws IOException, DamagedArchiveException {
    String object = place.segment().manifest().data().object();
    try {
      accounts(totals::add);
    } catch (IllegalStateException e) {
      throw new DamagedArchiveException(object, "has entries of which some before are missing");
    }
    boolean hasAllValues =
        snapshots.counts().entrySet().stream()
            .allMatch(
                each -> each.getValue().equals(totals.values.getOrDefault(each.getKey(), 0L)));
    if (!totals.sum.equals(supply) || !hasAllValues) {
      throw new DamagedArchiveException(object, "has entries that do not add up to the balances");
    }
  }

  /** The definition of the ledger, as Redis held it. */
  String definition() {
    return any.definition();
  }

  /** The entry with the first balances of a token ledger that was initialized, or null. */
  String initialized() {
    String entry = any.initialized();
    return entry != null && EntryId.of(entry).compareTo(place.entry()) <= 0 ? entry : null;
  }

  /** The first balances of a token ledger, or null. */
  String allocations() {
    return any.allocations();
  }

  /** The place. */
  ArchivedPlace place() {
    return place;
  }

  /** The circulating supply, in smallest units. */
  String supply() {
    return supply.toString();
  }

  /** How many accounts and records there are. */
  Totals totals() {
    return totals;
  }

  /** The number of values of each snapshot. */
  Map<String, Long> snapshots() {
    return snapshots.counts();
  }

  /** Uses the accounts, by the bytes of their names. */
  void accounts(Use<ArchivedAccount> use) throws IOException {
    // No values of snapshots that were replaced.
    AccountRecords records =
        new AccountRecords(
            sorter.sorted(), each -> each.kind() != Kind.VALUE || snapshots.has(each));
    while (records.next() != null) {
      ArchivedAccount account = AccountReplay.next(records).archived();
      if (account != null) {
        use.use(account);
      }
    }
  }

  /** Uses the operation ids, some of them more than once. */
  void ids(Use<RememberedId> use) throws IOException, DamagedArchiveException {
    List<DataObject> objects = checkpoint == null ? List.of() : checkpoint.ids();
    for (DataObject each : objects) {
      try (LineReader lines = archive.open(each)) {
        String line;
        while ((line = lines.next()) != null) {
          use.use(RememberedId.of(line));
        }
      }
    }
    for (Sealed<SegmentManifest> segment : segments) {
      try (LineReader lines = archive.open(segment.manifest().data())) {
        String line;
        while ((line = lines.next()) != null) {
          ArchivedEntry entry = ArchivedEntry.of(line);
          EntryId id = EntryId.of(entry.id());
          if (entry.remembered() != null
              && id.compareTo(since) > 0
              && id.compareTo(place.entry()) <= 0) {
            use.use(new RememberedId(entry.scopedId(), entry.remembered()));
          }
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    sorter.close();
  }
}
