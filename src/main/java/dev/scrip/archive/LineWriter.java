package dev.scrip.archive;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * Writes lines into a file, compressed in blocks: members of gzip, each of which can be read by
 * itself.
 */
final class LineWriter implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final MessageDigest digest = ManifestText.digest();
  private final MessageDigest blockDigest = ManifestText.digest();
  private final CountingStream out;
  private OutputStream block;
  private long lines;

  /** A writer of a new file in a directory, which goes when the writer is closed. */
  LineWriter(Path directory) throws IOException {
    file = Files.createTempFile(directory, "scrip-archive-", ".ndjson.gz");
    out =
        new CountingStream(
            new DigestOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file), BUFFER), digest));
  }

  /** Begins a block; returns where it begins. */
  long startBlock() throws IOException {
    long offset = out.bytes;
    block = new GZIPOutputStream(out, BUFFER);
    return offset;
  }

  /** Ends a block; returns the SHA-256 of its bytes. */
  String endBlock() throws IOException {
    block.close();
    block = null;
    return HexFormat.of().formatHex(blockDigest.digest());
  }

  /** Writes a line, without its line feed. */
  void add(byte[] line) throws IOException {
    block.write(line);
    block.write('\n');
    lines++;
  }

  /** The number of lines. */
  long lines() {
    return lines;
  }

  /** About how many bytes were written. */
  long bytes() {
    return out.bytes;
  }

  /** The file. */
  Path file() {
    return file;
  }

  /**
   * Ends the writing.
   *
   * @param prefix the begin of the object's name, which a part of its SHA-256 follows
   */
  DataObject end(String prefix) throws IOException {
    out.end();
    String sha256 = HexFormat.of().formatHex(digest.digest());
    return new DataObject(
        prefix + "-" + sha256.substring(0, 16) + ".ndjson.gz", out.bytes, lines, sha256);
  }

  @Override
  public void close() throws IOException {
    out.end();
    Files.deleteIfExists(file);
  }

  /** Counts and digests the bytes, and stays open at the end of a block. */
  private final class CountingStream extends FilterOutputStream {

    private long bytes;

    CountingStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      blockDigest.update((byte) b);
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
      blockDigest.update(from, offset, length);
      bytes += length;
    }

    @Override
    public void close() {
      // A block has ended, and the next one follows.
    }

    void end() throws IOException {
      out.close();
    }
  }
}
