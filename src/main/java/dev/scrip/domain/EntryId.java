package dev.scrip.domain;

/**
 * The id of a journal entry: the milliseconds since 1970, and a number within the millisecond. Ids
 * ascend in the order in which the entries were applied.
 *
 * @param millis the milliseconds, unsigned
 * @param number the number, unsigned
 */
public record EntryId(long millis, long number) implements Comparable<EntryId> {

  /** The place before all entries. */
  public static final EntryId ZERO = new EntryId(0, 0);

  private static final int MAX_DIGITS = 19;

  /**
   * The id in a text.
   *
   * @param text two numbers with a hyphen between them, each below 2^64
   * @return the id
   * @throws IllegalArgumentException if the text is no id
   */
  public static EntryId of(String text) {
    int hyphen = text.indexOf('-');
    if (hyphen < 1) {
      throw new IllegalArgumentException("no id of an entry");
    }
    return new EntryId(
        Long.parseUnsignedLong(text, 0, hyphen, 10),
        Long.parseUnsignedLong(text, hyphen + 1, text.length(), 10));
  }

  /** {@return the greatest id below this one, of those with at most 19 digits} */
  public EntryId before() {
    return number == 0 ? new EntryId(millis - 1, Long.MAX_VALUE) : new EntryId(millis, number - 1);
  }

  /** {@return the least id above this one} */
  public EntryId next() {
    return new EntryId(millis, number + 1);
  }

  /**
   * Reports whether a text has the form of an id.
   *
   * @param text the text
   * @return whether it is two numbers of at most 19 digits with a hyphen between them
   */
  public static boolean isId(String text) {
    int hyphen = text.indexOf('-');
    return isNumber(text, 0, hyphen) && isNumber(text, hyphen + 1, text.length());
  }

  private static boolean isNumber(String text, int begin, int end) {
    // A loop, because audits ask this of millions of texts.
    for (int i = begin; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return begin < end && end - begin <= MAX_DIGITS;
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
