package dev.scrip.store;

import dev.scrip.archive.ArchivedEntry;
import dev.scrip.archive.ArchivedJournal;
import dev.scrip.archive.DamagedArchiveException;
import dev.scrip.archive.LedgerArchive;
import dev.scrip.archive.LineReader;
import dev.scrip.archive.RemovedManifest;
import dev.scrip.archive.Sealed;
import dev.scrip.archive.SegmentManifest;
import dev.scrip.domain.EntryId;
import java.io.IOException;

/**
 * A place in an archive at which no operation is half done, so that a ledger can be restored as it
 * was there.
 *
 * @param entry the last entry before it
 * @param segment the segment with that entry
 */
record ArchivedPlace(EntryId entry, Sealed<SegmentManifest> segment) {

  /** There is no such place. */
  static final class MissingException extends Exception {

    private static final long serialVersionUID = 1;

    private final String entry;

    /**
     * A place that is missing.
     *
     * @param problem why, as the begin of a sentence whose subject is the archive or an entry
     * @param entry an entry at which the ledger can be restored, or null
     */
    MissingException(String problem, String entry) {
      super(problem);
      this.entry = entry;
    }

    /** An entry at which the ledger can be restored, or null. */
    String entry() {
      return entry;
    }
  }

  /**
   * Finds the last place that is not behind an entry. It is before an atomic set of which the
   * archive has that entry and the last one lies behind it.
   *
   * @param archive the archive
   * @param at the entry, which need not exist; or null for the last one
   * @throws MissingException if the archive does not go that far, or a sum is half posted there
   */
  static ArchivedPlace find(LedgerArchive archive, EntryId at)
      throws IOException, DamagedArchiveException, MissingException {
    Sealed<SegmentManifest> last =
        archive.last().orElseThrow(() -> new MissingException("The archive has no entries", null));
    EntryId end = EntryId.of(last.manifest().last());
    if (at != null && at.compareTo(end) > 0) {
      throw new MissingException("The archive ends before that", end.toString());
    }
    if (at == null) {
      return new Scan(end).read(archive, last);
    }
    long number = new ArchivedJournal(archive).segmentOf(at);
    if (number == 0) {
      // The first one that was not removed must be there.
      long first = archive.removed().map(RemovedManifest::number).orElse(0L) + 1;
      Sealed<SegmentManifest> unused = archive.segment(first);
      throw new MissingException("The archive begins after that", null);
    }
    return new Scan(at).read(archive, archive.segment(number));
  }

  /** Reads a segment up to an entry. No segment begins within a set or a sum. */
  private static final class Scan {

    private final EntryId at;
    private EntryId before;
    private EntryId beforeSet;
    private EntryId beforeSum;
    private boolean isInRestore;

    Scan(EntryId at) {
      this.at = at;
    }

    ArchivedPlace read(LedgerArchive archive, Sealed<SegmentManifest> segment)
        throws IOException, DamagedArchiveException, MissingException {
      before = EntryId.of(segment.manifest().after());
      try (LineReader lines = archive.open(segment.manifest().data())) {
        String line;
        // To its end, because a reader tells only there that an object is not changed.
        while ((line = lines.next()) != null) {
          ArchivedEntry entry = ArchivedEntry.of(line);
          if (entry != null && EntryId.of(entry.id()).compareTo(at) <= 0) {
            read(entry);
          }
        }
      }
      if (isInRestore) {
        throw new MissingException("The ledger was being restored then", null);
      }
      if (beforeSum != null) {
        throw new MissingException("A weighted sum was half posted then", text(beforeSum));
      }
      EntryId end = beforeSet == null ? before : beforeSet;
      if (end.equals(EntryId.ZERO)) {
        throw new MissingException("The archive begins with an atomic set that ends later", null);
      }
      if (end.compareTo(EntryId.of(segment.manifest().after())) <= 0) {
        long number = segment.manifest().number() - 1;
        return new ArchivedPlace(end, archive.segment(number));
      }
      return new ArchivedPlace(end, segment);
    }

    private static String text(EntryId entry) {
      return entry.equals(EntryId.ZERO) ? null : entry.toString();
    }

    private void read(ArchivedEntry entry) {
      isInRestore = false;
      if (entry.operation().equals("wsum")) {
        beforeSum = entry.hasMore() ? beforeSum == null ? before : beforeSum : null;
      } else if (entry.operation().equals("restore")) {
        isInRestore = entry.hasMore();
      } else {
        beforeSet = entry.hasMore() ? beforeSet == null ? before : beforeSet : null;
      }
      before = EntryId.of(entry.id());
    }
  }
}
