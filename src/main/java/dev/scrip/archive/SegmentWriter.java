package dev.scrip.archive;

import dev.scrip.domain.Entry;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes one segment: entry by entry into a file, which is put into the archive at the end. */
public final class SegmentWriter implements AutoCloseable {

  /** So many entries that one is found quickly in its block. */
  private static final int BLOCK = 1000;

  private final LedgerArchive archive;
  private final Path directory;
  private final Sealed<SegmentManifest> previous;
  private final LineWriter lines;
  private final List<SegmentManifest.Block> blocks = new ArrayList<>();
  private BigInteger supply;
  private String first;
  private String blockFirst;
  private long blockOffset;
  private ArchivedEntry last;

  /**
   * A writer of the segment that follows another one.
   *
   * @param archive the archive
   * @param directory where the file is written
   * @param previous the segment before, or null if there is none
   * @throws IOException if the archive or a file fails
   */
  public SegmentWriter(LedgerArchive archive, Path directory, Sealed<SegmentManifest> previous)
      throws IOException {
    this.archive = archive;
    this.directory = directory;
    this.previous = previous;
    this.supply = previous == null ? BigInteger.ZERO : new BigInteger(previous.manifest().supply());
    this.lines = new LineWriter(directory);
  }

  /**
   * Adds an entry.
   *
   * @param entry the entry, which follows those added before
   * @param amount the sum of its amounts, in smallest units
   * @throws IOException if the archive or a file fails
   */
  public void add(ArchivedEntry entry, BigInteger amount) throws IOException {
    if (lines.lines() % BLOCK == 0) {
      endBlock();
      blockFirst = entry.id();
      blockOffset = lines.startBlock();
    }
    lines.add(entry.line());
    supply = supply.add(amount);
    first = first == null ? entry.id() : first;
    last = entry;
  }

  private void endBlock() throws IOException {
    if (blockFirst != null) {
      blocks.add(new SegmentManifest.Block(blockFirst, blockOffset, lines.endBlock()));
    }
  }

  /** {@return the number of entries} */
  public long entries() {
    return lines.lines();
  }

  /** {@return about how many bytes the segment has} */
  public long bytes() {
    return lines.bytes();
  }

  /**
   * Puts the segment into the archive. It has an entry or more.
   *
   * @return its manifest; null if another backup has put one of its number there first
   * @throws IOException if the archive or a file fails
   */
  public Sealed<SegmentManifest> seal() throws IOException {
    long number = previous == null ? 1 : previous.manifest().number() + 1;
    long entries = lines.lines();
    endBlock();
    DataObject data = archive.create(lines, "segment-" + String.format("%012d", number));
    return archive.create(
        new SegmentManifest(
            SegmentManifest.FORM,
            archive.ledger(),
            archive.begin(),
            number,
            previous == null ? null : previous.sha256(),
            previous == null ? "0-0" : previous.manifest().last(),
            first,
            last.id(),
            last.sha256(),
            entries,
            supply.toString(),
            Entry.timestamp(Instant.now()),
            data,
            blocks),
        directory);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
