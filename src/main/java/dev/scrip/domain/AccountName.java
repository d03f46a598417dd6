package dev.scrip.domain;

import java.util.regex.Pattern;

/** The rule that every account name follows: 1 to 128 characters, none of them a control. */
public final class AccountName {

  /**
   * The pattern of every account name: 1 to 128 code points, none of them a control character or an
   * unpaired surrogate. A ledger may restrict names further. Unpaired surrogates have no UTF-8
   * form, so two names could become one; the formats of the journal and the ranking rely on the
   * absence of control characters.
   */
  public static final String TEXT = "[^\\p{Cc}\\p{Cs}]{1,128}";

  /** The rule in words, as the end of a sentence that begins with the field's name. */
  public static final String RULE = "must be 1 to 128 characters long, without control characters";

  private static final Pattern PATTERN = Pattern.compile(TEXT);

  private AccountName() {}

  /**
   * Whether a text follows the rule.
   *
   * @param text the text to check, of any length
   * @return true if an account may have this name, subject to the pattern of its ledger
   */
  public static boolean isName(String text) {
    return PATTERN.matcher(text).matches();
  }
}
