package dev.scrip.http;

/** The order of entry ids: by their time, then by their number within it. */
final class EntryOrder {

  private EntryOrder() {}

  /** Negative, zero or positive, as the first entry is older, the same or newer. */
  static int compare(String first, String second) {
    int dash = first.indexOf('-');
    int otherDash = second.indexOf('-');
    int times = compareNumbers(first.substring(0, dash), second.substring(0, otherDash));
    return times != 0
        ? times
        : compareNumbers(first.substring(dash + 1), second.substring(otherDash + 1));
  }

  private static int compareNumbers(String first, String second) {
    return Long.compareUnsigned(Long.parseUnsignedLong(first), Long.parseUnsignedLong(second));
  }
}
