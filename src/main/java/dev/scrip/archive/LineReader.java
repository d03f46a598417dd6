package dev.scrip.archive;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads the lines of an object, and compares it with what its manifest says. Lines are to be
 * trusted when the last one was read, and no exception came.
 */
public final class LineReader implements AutoCloseable {

  /** Far more than an entry with 1,000 postings takes, in bytes. */
  private static final int MAX_LINE = 1 << 23;

  private static final int BUFFER = 1 << 16;

  private final DataObject object;
  private final MessageDigest digest = ManifestText.digest();
  private final Counted counted;
  private final InputStream text;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private long lines;

  /**
   * Opens an object.
   *
   * @param store where it is
   * @param object what its manifest says of it
   */
  LineReader(ArchiveStore store, DataObject object) throws IOException, DamagedArchiveException {
    this.object = object;
    try {
      counted = new Counted(new DigestInputStream(store.open(object.object()), digest));
    } catch (NoSuchFileException e) {
      throw damaged("is missing");
    }
    try {
      text = new GZIPInputStream(counted, BUFFER);
    } catch (ZipException | EOFException e) {
      counted.close();
      throw damaged("is changed");
    } catch (IOException e) {
      counted.close();
      throw e;
    }
  }

  /**
   * Reads the next line.
   *
   * @return the line, or null after the last one
   * @throws DamagedArchiveException if the object is not what its manifest says
   * @throws IOException if the archive or a file fails
   */
  public String next() throws IOException, DamagedArchiveException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    while (position < limit || fill()) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, position, end - position);
      position = end + 1;
      if (line.size() > MAX_LINE || lines == object.lines()) {
        throw damaged("is changed");
      }
      if (end < limit) {
        lines++;
        return line.toString(StandardCharsets.UTF_8);
      }
    }
    if (line.size() > 0) {
      throw damaged("is changed");
    }
    checkWhole();
    return null;
  }

  private boolean fill() throws IOException, DamagedArchiveException {
    try {
      limit = text.read(buffer);
      position = 0;
      return limit > 0;
    } catch (ZipException | EOFException e) {
      throw damaged("is changed");
    }
  }

  private void checkWhole() throws IOException, DamagedArchiveException {
    if (counted.read() >= 0
        || counted.bytes != object.bytes()
        || lines != object.lines()
        || !HexFormat.of().formatHex(digest.digest()).equals(object.sha256())) {
      throw damaged("is changed");
    }
  }

  private DamagedArchiveException damaged(String problem) {
    return new DamagedArchiveException(object.object(), problem);
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  /** Counts the bytes that are read. */
  private static final class Counted extends FilterInputStream {

    private long bytes;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int each = in.read();
      bytes += each < 0 ? 0 : 1;
      return each;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int count = in.read(to, offset, length);
      bytes += Math.max(count, 0);
      return count;
    }

    /** Another member of gzip is looked for if there may be more, which only reading tells. */
    @Override
    public int available() {
      return 1;
    }
  }
}
