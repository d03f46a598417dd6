package dev.scrip.store;

import dev.scrip.archive.ArchiveKeys;
import dev.scrip.archive.ArchiveStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The settings of backups.
 *
 * @param store finds where archives are; null if nowhere
 * @param keys the keys of their manifests
 * @param checkpointEvery how long after a checkpoint the next one is due
 * @param keep how old an entry must be to be trimmed
 * @param retention how old a checkpoint must be so that what it makes unnecessary is removed of the
 *     archive; null for never
 * @param segmentEntries the number of entries at which a segment ends
 * @param segmentBytes the size at which a segment ends
 * @param checkpoint the settings of checkpoints
 */
record BackupSettings(
    Supplier<ArchiveStore> store,
    ArchiveKeys keys,
    Duration checkpointEvery,
    Duration keep,
    Duration retention,
    long segmentEntries,
    long segmentBytes,
    CheckpointSettings checkpoint) {

  /** So many entries that a year of backups is few objects, and one segment is read quickly. */
  static final long SEGMENT_ENTRIES = 100_000;

  /** So few bytes that a segment fits a small disk. */
  static final long SEGMENT_BYTES = 1 << 25;

  /** Where files are written before they are put into an archive. */
  Path directory() {
    return checkpoint.directory();
  }
}
