package dev.scrip.store;

import dev.scrip.domain.EntryId;

/**
 * What was removed from the begin of a journal, and is in the archive.
 *
 * @param begin the journal's first entry, which names the archive
 * @param count the number of entries
 * @param last the last of them
 */
record TrimmedJournal(String begin, long count, EntryId last) {

  /** What a text of {@code trimJournal.lua} says; null for an empty one. */
  static TrimmedJournal of(String text) {
    if (text.isEmpty()) {
      return null;
    }
    String[] words = text.split(" ", -1);
    return new TrimmedJournal(words[0], Long.parseLong(words[1]), EntryId.of(words[2]));
  }
}
