package dev.scrip.store;

import dev.scrip.archive.ArchivedEntry;
import dev.scrip.archive.LedgerArchive;
import dev.scrip.archive.Sealed;
import dev.scrip.archive.SegmentManifest;
import dev.scrip.archive.SegmentWriter;
import dev.scrip.domain.EntryId;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Reads the journal into segments of an archive, each entry with what is remembered of its
 * operation id. A segment ends where no operation is between two of its entries, so that the ledger
 * can be restored as it was at the end of each segment.
 */
final class JournalBackup implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(JournalBackup.class);

  /** So many entries whose ids are looked up by one call. */
  private static final int BATCH = 200;

  private final LedgerReader reader;
  private final LedgerArchive archive;
  private final BackupSettings settings;
  private final List<ArchivedEntry> batch = new ArrayList<>();
  private Sealed<SegmentManifest> last;
  private SegmentWriter segment;
  private long segments;
  private long entries;
  private boolean isInSet;
  private boolean isInSum;

  /** Another backup has put a segment into the archive. */
  private static final class Overtaken extends RuntimeException {

    private static final long serialVersionUID = 1;
  }

  /**
   * A backup of a journal.
   *
   * @param reader reads the journal
   * @param archive the archive
   * @param settings the settings
   * @param last the last segment in the archive, or null if there is none
   */
  JournalBackup(
      LedgerReader reader,
      LedgerArchive archive,
      BackupSettings settings,
      Sealed<SegmentManifest> last) {
    this.reader = reader;
    this.archive = archive;
    this.settings = settings;
    this.last = last;
  }

  /** The last segment that is known to be in the archive, or null. */
  Sealed<SegmentManifest> last() {
    return last;
  }

  /** The number of segments that were added. */
  long segments() {
    return segments;
  }

  /** The number of entries that were added. */
  long entries() {
    return entries;
  }

  /**
   * Archives all entries up to one.
   *
   * @param to the last entry, after which no operation goes on
   * @return whether all are archived; false if another backup has added a segment in the meantime
   */
  boolean addUpTo(EntryId to) throws IOException {
    try {
      reader.entries(
          last == null ? EntryId.ZERO : EntryId.of(last.manifest().last()), to, this::read);
      addBatch();
      if (segment != null) {
        seal();
      }
      return true;
    } catch (Overtaken e) {
      return false;
    }
  }

  private void read(Response entry) throws IOException {
    batch.add(archived(entry, null));
    if (batch.size() == BATCH) {
      addBatch();
    }
  }

  /** An entry of the journal as an archive has it; null for null. */
  static ArchivedEntry archived(Response entry, String remembered) {
    if (entry == null) {
      return null;
    }
    List<String> fields = new ArrayList<>();
    for (Response each : entry.get(1)) {
      fields.add(each.toString());
    }
    return new ArchivedEntry(entry.get(0).toString(), fields, remembered);
  }

  private void addBatch() throws IOException {
    List<String> ids = new ArrayList<>();
    for (ArchivedEntry each : batch) {
      if (each.scopedId() != null) {
        ids.add(each.scopedId());
      }
    }
    List<String> records = ids.isEmpty() ? List.of() : reader.remembered(ids);
    int next = 0;
    for (ArchivedEntry each : batch) {
      String record = each.scopedId() == null ? "" : records.get(next++);
      add(isOf(record, each) ? new ArchivedEntry(each.id(), each.fields(), record) : each);
    }
    batch.clear();
  }

  /** Whether the outcome in a record ends with an entry: it is kept with the last one it names. */
  private static boolean isOf(String record, ArchivedEntry entry) {
    return !entry.hasMore() && List.of(record.split("[ ,]", -1)).contains(entry.id());
  }

  private void add(ArchivedEntry entry) throws IOException {
    if (segment == null) {
      segment = new SegmentWriter(archive, settings.directory(), last);
    }
    BigInteger amount = entry.amount();
    if (amount == null) {
      LOG.errorf("entry %s of ledger %s cannot be read", entry.id(), archive.ledger());
    }
    segment.add(entry, amount == null ? BigInteger.ZERO : amount);
    // Only one sum is posted at a time, and entries of others may be between those of it. A restore
    // may have millions of entries, and none of its places is restored.
    if (entry.operation().equals("wsum")) {
      isInSum = entry.hasMore();
    } else {
      isInSet = entry.hasMore() && !entry.operation().equals("restore");
    }
    boolean isFull =
        segment.entries() >= settings.segmentEntries()
            || segment.bytes() >= settings.segmentBytes();
    if (isFull && !isInSet && !isInSum) {
      seal();
    }
  }

  private void seal() throws IOException {
    Sealed<SegmentManifest> sealed = segment.seal();
    if (sealed == null) {
      throw new Overtaken();
    }
    segments++;
    entries += segment.entries();
    last = sealed;
    segment.close();
    segment = null;
  }

  @Override
  public void close() throws IOException {
    if (segment != null) {
      segment.close();
    }
  }
}
