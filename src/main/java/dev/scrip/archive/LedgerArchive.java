package dev.scrip.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The archive of one life of a ledger: a chain of segments, which hold its journal, and
 * checkpoints, which hold the ledger as a whole. Its manifests are at {@code
 * <ledger>/<begin>/segments/<number>.json} and {@code .../checkpoints/<number of the
 * segment>.json}, their data in {@code .../data/}. What a manifest names is there before the
 * manifest; a manifest is what counts.
 */
public final class LedgerArchive {

  /** The folder of the manifests of segments. */
  static final String SEGMENTS = "segments/";

  /** The folder of the manifests of checkpoints. */
  static final String CHECKPOINTS = "checkpoints/";

  /** The folder of what was removed. */
  static final String REMOVED = "removed/";

  /** The folder of what manifests name. */
  static final String DATA = "data/";

  private static final String JSON = ".json";

  /** So many that manifests can be held in memory. */
  private static final int MAX_MANIFEST = 1 << 22;

  private final ArchiveStore store;
  private final ArchiveKeys keys;
  private final String ledger;
  private final String begin;
  private final String root;

  /**
   * The archive of a ledger, which need not exist.
   *
   * @param store where it is
   * @param keys the keys of its manifests
   * @param ledger the name of the ledger
   * @param begin the journal's first entry
   */
  public LedgerArchive(ArchiveStore store, ArchiveKeys keys, String ledger, String begin) {
    this.store = store;
    this.keys = keys;
    this.ledger = ledger;
    this.begin = begin;
    this.root = ledger + "/" + begin + "/";
  }

  /**
   * The lives of a ledger that have archives.
   *
   * @param store where they are
   * @param ledger the name of the ledger
   * @return the first entries of their journals, in the order of their texts
   * @throws IOException if the archive or a file fails
   */
  public static List<String> begins(ArchiveStore store, String ledger) throws IOException {
    return store.words(ledger + "/");
  }

  /** {@return the name of the ledger} */
  public String ledger() {
    return ledger;
  }

  /** {@return the journal's first entry} */
  public String begin() {
    return begin;
  }

  /** {@return whether manifests are signed, and their signatures verified} */
  public boolean isSigned() {
    return keys.verify();
  }

  /**
   * The numbers of the segments.
   *
   * @return the numbers, ascending
   * @throws IOException if the archive or a file fails
   */
  public List<Long> segments() throws IOException {
    return numbers(SEGMENTS);
  }

  /**
   * The numbers of the segments that have the last entries of checkpoints.
   *
   * @return the numbers, ascending
   * @throws IOException if the archive or a file fails
   */
  public List<Long> checkpoints() throws IOException {
    return numbers(CHECKPOINTS);
  }

  private List<Long> numbers(String folder) throws IOException {
    return names(folder).stream()
        .map(name -> number(folder, name))
        .filter(number -> number != 0)
        .toList();
  }

  /** The number in the name of an object of a folder, or 0 if it has another form. */
  long number(String folder, String name) {
    String word = name.substring(root.length() + folder.length());
    return word.matches("[0-9]{12}\\.json") ? Long.parseLong(word.substring(0, 12)) : 0;
  }

  /** The names of all objects of a folder, in their order. */
  List<String> names(String folder) throws IOException {
    List<String> all = new ArrayList<>();
    List<String> page;
    do {
      page = store.names(root + folder, all.isEmpty() ? "" : all.get(all.size() - 1));
      all.addAll(page);
    } while (page.size() == ArchiveStore.PAGE);
    return all;
  }

  /**
   * The name of the manifest of a segment.
   *
   * @param number the number of the segment
   * @return the name
   */
  public String segmentName(long number) {
    return name(SEGMENTS, number);
  }

  /**
   * The name of the manifest of a checkpoint.
   *
   * @param number the number of the segment with its last entry
   * @return the name
   */
  public String checkpointName(long number) {
    return name(CHECKPOINTS, number);
  }

  /**
   * Reads the manifest of a segment.
   *
   * @param number the number of the segment
   * @return the manifest
   * @throws DamagedArchiveException if it is missing, changed or another one's
   * @throws IOException if the archive or a file fails
   */
  public Sealed<SegmentManifest> segment(long number) throws IOException, DamagedArchiveException {
    String name = segmentName(number);
    Sealed<SegmentManifest> sealed =
        ManifestText.read(bytes(name), SegmentManifest.class, keys, name);
    requireOwn(sealed.manifest().isOf(this, number), name);
    return sealed;
  }

  /**
   * What the retention has removed of the archive.
   *
   * @return its last manifest, or empty if nothing was removed
   * @throws DamagedArchiveException if it is changed or another one's
   * @throws IOException if the archive or a file fails
   */
  public Optional<RemovedManifest> removed() throws IOException, DamagedArchiveException {
    List<Long> numbers = numbers(REMOVED);
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    long number = numbers.get(numbers.size() - 1);
    String name = name(REMOVED, number);
    RemovedManifest manifest =
        ManifestText.read(bytes(name), RemovedManifest.class, keys, name).manifest();
    requireOwn(manifest.isOf(this, number), name);
    return Optional.of(manifest);
  }

  /** Puts a manifest of what is removed into the archive; returns false if there is one. */
  boolean add(RemovedManifest manifest, Path file) throws IOException {
    return create(name(REMOVED, manifest.number()), ManifestText.of(manifest, keys), file);
  }

  /** Deletes an object. */
  void delete(String name) throws IOException {
    store.delete(name);
  }

  /**
   * Reads the manifest of a checkpoint.
   *
   * @param number the number of the segment with its last entry
   * @return the manifest
   * @throws DamagedArchiveException if it is missing, changed or another one's
   * @throws IOException if the archive or a file fails
   */
  public Sealed<CheckpointManifest> checkpoint(long number)
      throws IOException, DamagedArchiveException {
    String name = checkpointName(number);
    Sealed<CheckpointManifest> sealed =
        ManifestText.read(bytes(name), CheckpointManifest.class, keys, name);
    requireOwn(sealed.manifest().isOf(this, number), name);
    return sealed;
  }

  private static void requireOwn(boolean isOwn, String name) throws DamagedArchiveException {
    if (!isOwn) {
      throw new DamagedArchiveException(name, "is another one's");
    }
  }

  /**
   * The last segment.
   *
   * @return its manifest, or empty if there is none
   * @throws DamagedArchiveException if it is not what it must be
   * @throws IOException if the archive or a file fails
   */
  public Optional<Sealed<SegmentManifest>> last() throws IOException, DamagedArchiveException {
    List<Long> numbers = segments();
    return numbers.isEmpty()
        ? Optional.empty()
        : Optional.of(segment(numbers.get(numbers.size() - 1)));
  }

  /** Reads a part of an object with lines. */
  byte[] read(DataObject object, long offset, long length)
      throws IOException, DamagedArchiveException {
    requireOwn(object);
    try {
      return store.read(object.object(), offset, Math.toIntExact(length));
    } catch (NoSuchFileException e) {
      throw new DamagedArchiveException(object.object(), "is missing");
    } catch (ArithmeticException e) {
      throw new DamagedArchiveException(object.object(), "has a block of another size");
    }
  }

  /**
   * Opens an object with lines.
   *
   * @param object the object as its manifest names it
   * @return reads its lines
   * @throws IOException if the archive or a file fails
   * @throws DamagedArchiveException if the object is not what it must be
   */
  public LineReader open(DataObject object) throws IOException, DamagedArchiveException {
    requireOwn(object);
    return new LineReader(store, object);
  }

  private void requireOwn(DataObject object) throws DamagedArchiveException {
    String prefix = root + DATA;
    if (!object.object().startsWith(prefix) || object.object().indexOf('/', prefix.length()) > 0) {
      throw new DamagedArchiveException(object.object(), "is another one's");
    }
  }

  /**
   * Reads a whole checkpoint, and compares it with its manifest.
   *
   * @param checkpoint the manifest, which need not be in the archive yet
   * @throws DamagedArchiveException if an object is changed or missing, the accounts are not in
   *     order, or the balances do not add up to the supply
   * @throws IOException if the archive or a file fails
   */
  public void requireWhole(CheckpointManifest checkpoint)
      throws IOException, DamagedArchiveException {
    CheckpointSum sum = new CheckpointSum();
    for (DataObject each : checkpoint.states()) {
      sum.read(open(each), each.object());
    }
    sum.requireOf(checkpoint, checkpointName(checkpoint.segment()));
    for (DataObject each : checkpoint.ids()) {
      try (LineReader lines = open(each)) {
        String line;
        while ((line = lines.next()) != null) {
          if (RememberedId.of(line) == null) {
            throw new DamagedArchiveException(each.object(), "has another line than an id");
          }
        }
      }
    }
  }

  /**
   * Puts a checkpoint into the archive.
   *
   * @param manifest its manifest
   * @param directory where a file is written
   * @return whether it is there; false if another backup has put one of its segment there first
   * @throws IOException if the archive or a file fails
   */
  public boolean add(CheckpointManifest manifest, Path directory) throws IOException {
    byte[] text = ManifestText.of(manifest, keys);
    return create(checkpointName(manifest.segment()), text, directory);
  }

  /** Creates an object with the lines of a writer, which ends. */
  DataObject create(LineWriter lines, String word) throws IOException {
    DataObject object = lines.end(root + DATA + word);
    // One that is there has the same content, which its name tells.
    boolean unused = store.create(object.object(), lines.file());
    return object;
  }

  /** Creates the manifest of a segment; returns it, or null if there is one of its number. */
  Sealed<SegmentManifest> create(SegmentManifest manifest, Path directory) throws IOException {
    byte[] text = ManifestText.of(manifest, keys);
    return create(segmentName(manifest.number()), text, directory)
        ? new Sealed<>(manifest, ManifestText.sha256(text))
        : null;
  }

  private boolean create(String name, byte[] text, Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "scrip-archive-", JSON);
    try {
      Files.write(file, text);
      return store.create(name, file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private String name(String folder, long number) {
    return root + folder + String.format("%012d", number) + JSON;
  }

  private byte[] bytes(String name) throws IOException, DamagedArchiveException {
    try (InputStream in = store.open(name)) {
      byte[] bytes = in.readNBytes(MAX_MANIFEST + 1);
      if (bytes.length > MAX_MANIFEST) {
        throw new DamagedArchiveException(name, "is no manifest");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new DamagedArchiveException(name, "is missing");
    }
  }
}
