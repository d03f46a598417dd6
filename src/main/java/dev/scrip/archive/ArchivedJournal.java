package dev.scrip.archive;

import dev.scrip.archive.SegmentManifest.Block;
import dev.scrip.domain.EntryId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * The journal in an archive, of which single entries are found without reading all: by the segment,
 * whose manifest is read, and the block, which is read by itself and compared with its SHA-256. It
 * is for one search, which reads few of them.
 */
public final class ArchivedJournal {

  /** The most bytes of the lines of a block; one with more is not what a backup has written. */
  private static final int MAX_BLOCK = 1 << 28;

  private static final String CHANGED = "is not what its manifest says";

  private final LedgerArchive archive;
  private final List<Long> numbers;
  private final Map<Long, SegmentManifest> segments = new HashMap<>();
  private NavigableMap<EntryId, ArchivedEntry> block = new TreeMap<>();
  private Position position;
  private int blocks;

  /** Where a block is: the index of its segment, and its own. */
  private record Position(int segment, int block) {}

  /**
   * The journal of an archive.
   *
   * @param archive the archive
   * @throws IOException if the archive cannot be read
   */
  public ArchivedJournal(LedgerArchive archive) throws IOException {
    this.archive = archive;
    this.numbers = archive.segments();
  }

  /** {@return how many blocks were read, each of which takes a call to the archive} */
  public int blocks() {
    return blocks;
  }

  /**
   * The entries of a block up to one.
   *
   * @param last the entry, which need not exist
   * @return those of the block that has the last of all entries up to it, in their order; empty if
   *     the archive has none
   * @throws IOException if the archive cannot be read
   * @throws DamagedArchiveException if it is not what it must be
   */
  public NavigableMap<EntryId, ArchivedEntry> upTo(EntryId last)
      throws IOException, DamagedArchiveException {
    Position found = positionOf(last);
    return found == null ? new TreeMap<>() : read(found).headMap(last, true);
  }

  /**
   * The entries of a block that follow one.
   *
   * @param before the entry, which need not exist
   * @return those of the block that has the first of all entries that follow it, in their order;
   *     empty if the archive has none
   * @throws IOException if the archive cannot be read
   * @throws DamagedArchiveException if it is not what it must be
   */
  public NavigableMap<EntryId, ArchivedEntry> after(EntryId before)
      throws IOException, DamagedArchiveException {
    Position found = positionOf(before);
    if (found == null) {
      found = new Position(0, 0);
    }
    NavigableMap<EntryId, ArchivedEntry> entries = read(found).tailMap(before, false);
    Position next = entries.isEmpty() ? next(found) : null;
    return next == null ? entries : read(next);
  }

  /**
   * The segment that has the last of all entries up to one.
   *
   * @param last the entry, which need not exist
   * @return its number, or 0 if all entries follow it
   * @throws IOException if the archive cannot be read
   * @throws DamagedArchiveException if it is not what it must be
   */
  public long segmentOf(EntryId last) throws IOException, DamagedArchiveException {
    int index = indexOf(last);
    return index < 0 ? 0 : numbers.get(index);
  }

  /** The index of the last segment that begins with an entry or before it, or -1. */
  private int indexOf(EntryId last) throws IOException, DamagedArchiveException {
    int low = -1;
    int high = numbers.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (EntryId.of(segment(middle).first()).compareTo(last) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The block that has the last of all entries up to one, or null if all follow it. */
  private Position positionOf(EntryId last) throws IOException, DamagedArchiveException {
    int found = indexOf(last);
    if (found < 0) {
      return null;
    }
    int index = 0;
    List<Block> all = segment(found).blocks();
    while (index + 1 < all.size() && EntryId.of(all.get(index + 1).entry()).compareTo(last) <= 0) {
      index++;
    }
    return new Position(found, index);
  }

  private Position next(Position found) throws IOException, DamagedArchiveException {
    if (found.block() + 1 < segment(found.segment()).blocks().size()) {
      return new Position(found.segment(), found.block() + 1);
    }
    return found.segment() + 1 < numbers.size() ? new Position(found.segment() + 1, 0) : null;
  }

  private SegmentManifest segment(int index) throws IOException, DamagedArchiveException {
    long number = numbers.get(index);
    SegmentManifest found = segments.get(number);
    if (found == null) {
      found = archive.segment(number).manifest();
      segments.put(number, found);
    }
    return found;
  }

  private NavigableMap<EntryId, ArchivedEntry> read(Position wanted)
      throws IOException, DamagedArchiveException {
    if (!wanted.equals(position)) {
      block = readBlock(segment(wanted.segment()), wanted.block());
      position = wanted;
      blocks++;
    }
    return block;
  }

  private NavigableMap<EntryId, ArchivedEntry> readBlock(SegmentManifest segment, int index)
      throws IOException, DamagedArchiveException {
    Block wanted = segment.blocks().get(index);
    long end =
        index + 1 < segment.blocks().size()
            ? segment.blocks().get(index + 1).offset()
            : segment.data().bytes();
    String object = segment.data().object();
    byte[] bytes = archive.read(segment.data(), wanted.offset(), end - wanted.offset());
    if (!ManifestText.sha256(bytes).equals(wanted.sha256())) {
      throw new DamagedArchiveException(object, CHANGED);
    }
    NavigableMap<EntryId, ArchivedEntry> entries = new TreeMap<>();
    for (String line : lines(bytes, object)) {
      ArchivedEntry entry = ArchivedEntry.of(line);
      if (entry == null || !EntryId.isId(entry.id())) {
        throw new DamagedArchiveException(object, CHANGED);
      }
      entries.put(EntryId.of(entry.id()), entry);
    }
    return entries;
  }

  private static List<String> lines(byte[] bytes, String object)
      throws IOException, DamagedArchiveException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] text = in.readNBytes(MAX_BLOCK);
      if (text.length == MAX_BLOCK) {
        throw new DamagedArchiveException(object, CHANGED);
      }
      // JSON has no line ends within its texts.
      return List.of(new String(text, StandardCharsets.UTF_8).split("\n"));
    }
  }
}
