package dev.scrip.store;

import dev.scrip.domain.EntryId;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Sorts any number of records in bounded memory. Records that do not fit are sorted and written to
 * files, which are merged when all are there. Sorting needs no more memory whatever the names of
 * the accounts are, where a division by their hashes could put most of them into one part.
 */
final class RecordSorter implements AutoCloseable {

  /** The most files that are merged at once, because each takes a buffer. */
  private static final int MAX_FILES = 128;

  private static final int BUFFER = 1 << 15;

  private final Path directory;
  private final long memory;
  private final List<FileChannel> files = new ArrayList<>();
  private List<AccountRecord> records = new ArrayList<>();
  private long size;

  /**
   * A sorter without records.
   *
   * @param directory where files are written
   * @param memory about how many bytes of records are kept in memory
   */
  RecordSorter(Path directory, long memory) {
    this.directory = directory;
    this.memory = memory;
  }

  /** Adds a record. */
  void add(AccountRecord record) throws IOException {
    records.add(record);
    size += record.size();
    if (size >= memory) {
      write(sortedRecords());
      records = new ArrayList<>();
      size = 0;
    }
  }

  /** All records in order, each once. It ends the adding, and throws UncheckedIOException. */
  Iterator<AccountRecord> sorted() throws IOException {
    List<Iterator<AccountRecord>> parts = new ArrayList<>(readFiles());
    parts.add(sortedRecords());
    return new Merged(parts);
  }

  private Iterator<AccountRecord> sortedRecords() {
    Collections.sort(records, AccountRecord.ORDER);
    return records.iterator();
  }

  private void write(Iterator<AccountRecord> sorted) throws IOException {
    Iterator<AccountRecord> all = sorted;
    List<FileChannel> merged = List.of();
    if (files.size() == MAX_FILES) {
      List<Iterator<AccountRecord>> parts = new ArrayList<>(readFiles());
      parts.add(sorted);
      all = new Merged(parts);
      merged = List.copyOf(files);
    }
    FileChannel file = open();
    files.add(file);
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
    while (all.hasNext()) {
      write(all.next(), out);
    }
    out.flush();
    for (FileChannel each : merged) {
      each.close();
      files.remove(each);
    }
  }

  /** A file that only this process's user can read, and that goes with the process. */
  private FileChannel open() throws IOException {
    Path path = Files.createTempFile(directory, "scrip-checkpoint-", ".records");
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private List<Iterator<AccountRecord>> readFiles() throws IOException {
    List<Iterator<AccountRecord>> parts = new ArrayList<>();
    for (FileChannel file : files) {
      parts.add(new Stored(file.position(0)));
    }
    return parts;
  }

  // No file outlives the process, so the numbers of kinds may differ from version to version.
  @SuppressWarnings("EnumOrdinal")
  private static void write(AccountRecord record, DataOutputStream out) throws IOException {
    out.writeInt(record.account().length);
    out.write(record.account());
    out.writeLong(record.at().millis());
    out.writeLong(record.at().number());
    out.writeByte(record.kind().ordinal());
    out.writeInt(record.text().length);
    out.write(record.text());
  }

  @Override
  public void close() throws IOException {
    for (FileChannel file : files) {
      file.close();
    }
  }

  /** The records of a file. */
  private static final class Stored implements Iterator<AccountRecord> {

    private static final AccountRecord.Kind[] KINDS = AccountRecord.Kind.values();

    private final DataInputStream in;
    private AccountRecord next;

    Stored(FileChannel file) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file), BUFFER));
      next = read();
    }

    private AccountRecord read() throws IOException {
      int length;
      try {
        length = in.readInt();
      } catch (EOFException e) {
        return null;
      }
      byte[] account = in.readNBytes(length);
      EntryId at = new EntryId(in.readLong(), in.readLong());
      AccountRecord.Kind kind = KINDS[in.readByte()];
      return new AccountRecord(account, at, kind, in.readNBytes(in.readInt()));
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public AccountRecord next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      AccountRecord record = next;
      try {
        next = read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return record;
    }
  }

  /** The records of sorted parts, in order. */
  private static final class Merged implements Iterator<AccountRecord> {

    private final PriorityQueue<Part> parts =
        new PriorityQueue<>(Comparator.comparing(Part::head, AccountRecord.ORDER));

    private record Part(AccountRecord head, Iterator<AccountRecord> rest) {}

    Merged(List<Iterator<AccountRecord>> sorted) {
      sorted.forEach(this::queue);
    }

    private void queue(Iterator<AccountRecord> rest) {
      if (rest.hasNext()) {
        parts.add(new Part(rest.next(), rest));
      }
    }

    @Override
    public boolean hasNext() {
      return !parts.isEmpty();
    }

    @Override
    public AccountRecord next() {
      Part first = parts.remove();
      queue(first.rest());
      return first.head();
    }
  }
}
