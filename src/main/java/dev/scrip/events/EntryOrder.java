package dev.scrip.events;

/** The order of entry ids: by time, then by sequence number within that time. */
final class EntryOrder {

  private EntryOrder() {}

  /** Returns a negative number, 0 or a positive number if the first id is older, equal or newer. */
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
