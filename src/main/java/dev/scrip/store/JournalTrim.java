package dev.scrip.store;

import dev.scrip.archive.ArchivedEntry;
import dev.scrip.archive.DamagedArchiveException;
import dev.scrip.archive.LedgerArchive;
import dev.scrip.archive.LineReader;
import dev.scrip.archive.SegmentManifest;
import dev.scrip.archive.SegmentManifest.Block;
import dev.scrip.domain.Code;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.util.List;

/**
 * Removes from the begin of a journal what the archive has: whole segments, each after it was read
 * back and compared with the journal entry by entry, in steps of a block. The last segment is kept,
 * by which the next backup knows the journal again.
 */
final class JournalTrim {

  private final LedgerReader reader;
  private final LedgerArchive archive;
  private long removed;

  /**
   * A trim.
   *
   * @param reader reads and writes the journal
   * @param archive its archive
   */
  JournalTrim(LedgerReader reader, LedgerArchive archive) {
    this.reader = reader;
    this.archive = archive;
  }

  /**
   * Removes entries.
   *
   * @param older the time before which entries are removed, in milliseconds since 1970
   * @return the number of entries that were removed
   * @throws RefusedException if Redis fails, or {@code archive-diverged}
   * @throws DamagedArchiveException if the archive is not what it must be
   */
  long run(long older) throws IOException, DamagedArchiveException {
    TrimmedJournal trimmed = reader.state().trimmed();
    EntryId from = trimmed == null ? EntryId.ZERO : trimmed.last();
    List<Long> numbers = archive.segments();
    int first = numbers.size();
    // The segments that are left, whose entries may be few of very many.
    while (first > 0 && EntryId.of(segment(numbers.get(first - 1)).last()).compareTo(from) > 0) {
      first--;
    }
    for (long number : numbers.subList(first, Math.max(first, numbers.size() - 1))) {
      SegmentManifest segment = segment(number);
      if (EntryId.of(segment.last()).millis() >= older) {
        break;
      }
      compare(segment, from);
      remove(segment, from);
    }
    return removed;
  }

  private SegmentManifest segment(long number) throws IOException, DamagedArchiveException {
    return archive.segment(number).manifest();
  }

  /** Compares what is left of a segment with the journal. */
  private void compare(SegmentManifest segment, EntryId from)
      throws IOException, DamagedArchiveException {
    EntryId begin = max(from, EntryId.of(segment.after()));
    String object = segment.data().object();
    try (LineReader lines = archive.open(segment.data())) {
      try {
        reader.entries(
            begin,
            EntryId.of(segment.last()),
            entry -> requireSame(entry, next(lines, begin, object)));
        if (next(lines, begin, object) != null) {
          throw diverged(segment.last());
        }
      } catch (Damaged e) {
        throw e.cause;
      }
    }
  }

  private static EntryId max(EntryId one, EntryId other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** A damaged archive, found while entries are read. */
  private static final class Damaged extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final DamagedArchiveException cause;

    Damaged(DamagedArchiveException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  /** The next entry that follows the begin, or null. */
  private static ArchivedEntry next(LineReader lines, EntryId begin, String object)
      throws IOException {
    try {
      String line;
      while ((line = lines.next()) != null) {
        ArchivedEntry entry = ArchivedEntry.of(line);
        if (entry == null) {
          throw new DamagedArchiveException(object, "has another line than an entry");
        }
        if (EntryId.of(entry.id()).compareTo(begin) > 0) {
          return entry;
        }
      }
      return null;
    } catch (DamagedArchiveException e) {
      throw new Damaged(e);
    }
  }

  private void requireSame(Response entry, ArchivedEntry archived) {
    ArchivedEntry own = JournalBackup.archived(entry, null);
    if (archived == null
        || !own.equals(new ArchivedEntry(archived.id(), archived.fields(), null))) {
      throw diverged(own.id());
    }
  }

  private RefusedException diverged(String entry) {
    return new RefusedException(
        Refusals.ofArchive(Code.ARCHIVE_DIVERGED, reader.ledger().definition())
            .with("entry", entry));
  }

  /** Removes the entries of a segment, block after block. */
  private void remove(SegmentManifest segment, EntryId from) {
    List<Block> blocks = segment.blocks();
    for (int i = 1; i < blocks.size(); i++) {
      EntryId kept = EntryId.of(blocks.get(i).entry());
      if (kept.compareTo(from) > 0) {
        remove(kept.before(), kept);
      }
    }
    EntryId last = EntryId.of(segment.last());
    remove(last, last.next());
  }

  private void remove(EntryId last, EntryId kept) {
    removed += reader.trim(archive.begin(), last.toString(), kept.toString());
  }
}
