package dev.scrip.store;

/**
 * The id of a journal entry: the milliseconds since 1970, and a number within the millisecond. Ids
 * ascend in the order in which the entries were applied.
 *
 * @param millis the milliseconds, unsigned
 * @param number the number, unsigned
 */
record EntryId(long millis, long number) implements Comparable<EntryId> {

  /** The place before all entries. */
  static final EntryId ZERO = new EntryId(0, 0);

  /**
   * The id in a text.
   *
   * @param text two numbers with a hyphen between them, each below 2^64
   * @throws IllegalArgumentException if the text is no id
   */
  static EntryId of(String text) {
    int hyphen = text.indexOf('-');
    if (hyphen < 1) {
      throw new IllegalArgumentException("no id of an entry");
    }
    return new EntryId(
        Long.parseUnsignedLong(text.substring(0, hyphen)),
        Long.parseUnsignedLong(text.substring(hyphen + 1)));
  }

  @Override
  public int compareTo(EntryId other) {
    int compared = Long.compareUnsigned(millis, other.millis);
    return compared != 0 ? compared : Long.compareUnsigned(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(millis) + "-" + Long.toUnsignedString(number);
  }
}
