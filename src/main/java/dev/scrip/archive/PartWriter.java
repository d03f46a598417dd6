package dev.scrip.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes lines of a checkpoint into as many objects as they need, each of bounded size. */
public final class PartWriter implements AutoCloseable {

  /** So many bytes that a part fits a small disk and is read quickly. */
  private static final long MAX_BYTES = 1 << 25;

  private final LedgerArchive archive;
  private final Path directory;
  private final String word;
  private final List<DataObject> parts = new ArrayList<>();
  private LineWriter part;

  /**
   * A writer of lines of one kind.
   *
   * @param archive the archive
   * @param directory where files are written
   * @param word the begin of the names of the objects
   */
  public PartWriter(LedgerArchive archive, Path directory, String word) {
    this.archive = archive;
    this.directory = directory;
    this.word = word;
  }

  /**
   * Adds an account.
   *
   * @param account the account
   * @throws IOException if the archive or a file fails
   */
  public void add(ArchivedAccount account) throws IOException {
    add(account.line());
  }

  /**
   * Adds an operation id.
   *
   * @param id the id
   * @throws IOException if the archive or a file fails
   */
  public void add(RememberedId id) throws IOException {
    add(id.line());
  }

  private void add(byte[] line) throws IOException {
    if (part == null) {
      part = new LineWriter(directory);
      long unused = part.startBlock();
    }
    part.add(line);
    if (part.bytes() >= MAX_BYTES) {
      endPart();
    }
  }

  private void endPart() throws IOException {
    String unused = part.endBlock();
    parts.add(archive.create(part, word));
    part.close();
    part = null;
  }

  /**
   * Ends the writing.
   *
   * @return the objects, all of which are in the archive
   * @throws IOException if the archive or a file fails
   */
  public List<DataObject> end() throws IOException {
    if (part != null) {
      endPart();
    }
    return List.copyOf(parts);
  }

  @Override
  public void close() throws IOException {
    if (part != null) {
      part.close();
    }
  }
}
