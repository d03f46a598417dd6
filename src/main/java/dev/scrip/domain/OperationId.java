package dev.scrip.domain;

import java.util.regex.Pattern;

/** The rule for operation ids, whichever way they come. */
public final class OperationId {

  /** 1 to 128 printable characters. The slash is kept for ids that are derived from others. */
  public static final String TEXT = "[^\\p{Cc}\\p{Cs}/]{1,128}";

  /** The rule in words, as the end of a sentence that begins with the field's name. */
  public static final String RULE = "must be 1 to 128 printable characters without /";

  private static final Pattern PATTERN = Pattern.compile(TEXT);

  private OperationId() {}

  /** Whether this is an operation id. */
  public static boolean isId(String text) {
    return PATTERN.matcher(text).matches();
  }
}
