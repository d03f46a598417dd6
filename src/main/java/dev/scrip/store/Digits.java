package dev.scrip.store;

/** Texts that consist of digits, of which a whole ledger has too many for regular expressions. */
final class Digits {

  private Digits() {}

  /** Whether a part of a text is one digit or more, and nothing else. */
  static boolean are(String text, int begin, int end) {
    for (int i = begin; i < end; i++) {
      char each = text.charAt(i);
      if (each < '0' || each > '9') {
        return false;
      }
    }
    return begin < end;
  }

  /**
   * Whether a text is an integer of at most so many digits, with a minus sign if it is negative.
   */
  static boolean areInteger(String text, int max) {
    int begin = text.startsWith("-") ? 1 : 0;
    return text.length() - begin <= max && are(text, begin, text.length());
  }

  /** The positive number of at most 18 digits in a text, or 0 if it is none. */
  static long count(String text) {
    return text.length() <= 18 && are(text, 0, text.length()) ? Long.parseLong(text) : 0;
  }
}
