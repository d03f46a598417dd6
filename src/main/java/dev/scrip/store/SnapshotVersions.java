package dev.scrip.store;

import dev.scrip.domain.EntryId;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which values of snapshots count, as entry after entry of a journal is read: those of each
 * snapshot's newest version. Values come before the line that makes them a version.
 */
final class SnapshotVersions {

  private final Map<String, Version> versions = new TreeMap<>();
  private final Map<String, EntryId> ends = new TreeMap<>();
  private final EntryId begin;

  /**
   * A version.
   *
   * @param after the entry after which its values are
   * @param last the entry that made it
   * @param count the number of values
   */
  private record Version(EntryId after, EntryId last, long count) {}

  /**
   * The snapshots of a checkpoint.
   *
   * @param books the books of the checkpoint, as Redis holds them
   * @param entry the last entry of the checkpoint, at which its values are
   */
  SnapshotVersions(Map<String, String> books, EntryId entry) {
    begin = entry;
    books.forEach(
        (name, book) -> {
          String[] words = book.split(" ", -1);
          if (words[0].equals("snapshot")) {
            versions.put(name, new Version(EntryId.ZERO, entry, Long.parseLong(words[1])));
          }
        });
  }

  /** Reads a line that makes a version of a snapshot, or ends one. */
  void read(EntryId entry, String line) {
    String[] words = line.split(" ", -1);
    String name = words[1];
    if (words[0].equals("snapshot")) {
      EntryId after = ends.getOrDefault(name, begin);
      versions.put(name, new Version(after, entry, Long.parseLong(words[2])));
    } else {
      versions.remove(name);
    }
    ends.put(name, entry);
  }

  /** Whether a value, a record of {@link AccountRecord.Kind#VALUE}, counts. */
  boolean has(AccountRecord value) {
    Version version = versions.get(value.string().split(" ", 2)[0]);
    return version != null
        && value.at().compareTo(version.after()) > 0
        && value.at().compareTo(version.last()) <= 0;
  }

  /** The number of values of each snapshot. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    versions.forEach((name, version) -> counts.put(name, version.count()));
    return counts;
  }
}
