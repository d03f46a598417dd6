package dev.scrip.archive;

import dev.scrip.domain.Entry;
import dev.scrip.domain.EntryId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes from an archive what nothing needs any more: checkpoints before a newer one that is whole
 * and old enough, and the segments before it whose entries the journal in Redis does not have
 * either. A manifest says first what is removed; what an interrupted removal has left, the next one
 * removes.
 */
public final class ArchiveRetention {

  private static final Pattern DATA =
      Pattern.compile("segment-([0-9]{12})-.*|checkpoint-([0-9]+-[0-9]+)-.*");

  private final LedgerArchive archive;
  private final Path directory;

  /**
   * The retention of an archive.
   *
   * @param archive the archive
   * @param directory where a file is written
   */
  public ArchiveRetention(LedgerArchive archive, Path directory) {
    this.archive = archive;
    this.directory = directory;
  }

  /**
   * Removes what is before the newest checkpoint that is older than a time.
   *
   * @param older the time
   * @param trimmed the last entry that was trimmed of the journal in Redis
   * @return the number of objects that were removed
   * @throws DamagedArchiveException if that checkpoint, or the chain before it, is not what it must
   *     be; nothing is removed then
   * @throws IOException if the archive or a file fails
   */
  public long apply(Instant older, EntryId trimmed) throws IOException, DamagedArchiveException {
    CheckpointManifest kept = checkpoint(older);
    if (kept == null) {
      return 0;
    }
    archive.requireWhole(kept);
    RemovedManifest removed = remove(kept, trimmed);
    long last = removed == null ? 0 : removed.number();
    long count = 0;
    for (long number : archive.checkpoints()) {
      count += number < kept.segment() ? delete(archive.checkpointName(number)) : 0;
    }
    for (long number : archive.segments()) {
      count += number <= last ? delete(archive.segmentName(number)) : 0;
    }
    EntryId since = EntryId.of(kept.since());
    for (String name : archive.names(LedgerArchive.DATA)) {
      count += isBefore(name, last, since) ? delete(name) : 0;
    }
    return count;
  }

  private CheckpointManifest checkpoint(Instant older) throws IOException, DamagedArchiveException {
    List<Long> numbers = archive.checkpoints();
    for (int i = numbers.size() - 1; i >= 0; i--) {
      CheckpointManifest each = archive.checkpoint(numbers.get(i)).manifest();
      if (Instant.parse(each.createdAt()).isBefore(older)) {
        return each;
      }
    }
    return null;
  }

  /** Says which segments are removed; returns that, or what was said before. */
  private RemovedManifest remove(CheckpointManifest kept, EntryId trimmed)
      throws IOException, DamagedArchiveException {
    RemovedManifest before = archive.removed().orElse(null);
    Sealed<SegmentManifest> segment = archive.segment(kept.segment());
    EntryId end = EntryId.of(kept.since());
    end = trimmed.compareTo(end) < 0 ? trimmed : end;
    long first = before == null ? 1 : before.number() + 1;
    // That with the checkpoint's last entry proves the checkpoint.
    while (segment.manifest().number() == kept.segment()
        || EntryId.of(segment.manifest().last()).compareTo(end) > 0) {
      long number = segment.manifest().number() - 1;
      if (number < first) {
        return before;
      }
      Sealed<SegmentManifest> previous = archive.segment(number);
      if (!previous.sha256().equals(segment.manifest().previous())) {
        throw new DamagedArchiveException(
            archive.segmentName(segment.manifest().number()),
            "does not follow the segment before it");
      }
      segment = previous;
    }
    SegmentManifest last = segment.manifest();
    RemovedManifest removed =
        new RemovedManifest(
            RemovedManifest.FORM,
            archive.ledger(),
            archive.begin(),
            last.number(),
            segment.sha256(),
            last.last(),
            last.supply(),
            Entry.timestamp(Instant.now()));
    // Another one that says the same is as good.
    boolean unused = archive.add(removed, directory);
    return removed;
  }

  /** Whether an object was of a segment that is removed, or of a checkpoint before the kept one. */
  private boolean isBefore(String name, long last, EntryId since) {
    Matcher matcher = DATA.matcher(name.substring(name.lastIndexOf('/') + 1));
    if (!matcher.matches()) {
      return false;
    }
    return matcher.group(1) != null
        ? Long.parseLong(matcher.group(1)) <= last
        : EntryId.isId(matcher.group(2)) && EntryId.of(matcher.group(2)).compareTo(since) < 0;
  }

  private long delete(String name) throws IOException {
    archive.delete(name);
    return 1;
  }
}
