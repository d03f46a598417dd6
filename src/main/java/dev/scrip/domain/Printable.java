package dev.scrip.domain;

import java.util.HexFormat;

/** Text of strangers as messages contain it: on one line, without invisible characters. */
final class Printable {

  private static final String CUT = "...";

  // Format characters that words of some languages, and emoji, are written with.
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private Printable() {}

  /**
   * Escapes and cuts a text. Control and format characters, separators of lines and unpaired
   * surrogates, with which a text could pass for another line of a log, become {@code \}{@code u}
   * and four hexadecimal digits.
   *
   * @param text the text, of any length
   * @param maxLength the most characters of the result, above 3; a longer one ends with dots
   * @return the printable text
   */
  static String of(String text, int maxLength) {
    StringBuilder printable = new StringBuilder();
    for (int i = 0; i < text.length() && printable.length() <= maxLength; ) {
      int codePoint = text.codePointAt(i);
      int next = i + Character.charCount(codePoint);
      if (isPrintable(codePoint)) {
        printable.appendCodePoint(codePoint);
      } else {
        text.substring(i, next).chars().forEach(unit -> escape(printable, (char) unit));
      }
      i = next;
    }
    return printable.length() <= maxLength ? printable.toString() : cut(printable, maxLength);
  }

  private static boolean isPrintable(int codePoint) {
    if (codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER) {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static void escape(StringBuilder printable, char unit) {
    printable.append("\\u").append(HexFormat.of().toHexDigits(unit));
  }

  private static String cut(StringBuilder printable, int maxLength) {
    int end = maxLength - CUT.length();
    if (Character.isHighSurrogate(printable.charAt(end - 1))) {
      end--;
    }
    return printable.substring(0, end) + CUT;
  }
}
