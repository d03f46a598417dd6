package dev.scrip.domain;

import java.util.regex.Pattern;

/** The rule that callers' operation ids follow: 1 to 128 printable characters without a slash. */
public final class OperationId {

  /** The pattern of operation ids. The slash is reserved for ids that are derived from others. */
  public static final String TEXT = "[^\\p{Cc}\\p{Cs}/]{1,128}";

  /** The rule in words, as the end of a sentence that begins with the field's name. */
  public static final String RULE = "must be 1 to 128 printable characters without /";

  private static final Pattern PATTERN = Pattern.compile(TEXT);

  private OperationId() {}

  /**
   * Whether a text follows the rule.
   *
   * @param text the text to check, of any length
   * @return true if a caller may use it as an operation id
   */
  public static boolean isId(String text) {
    return PATTERN.matcher(text).matches();
  }
}
