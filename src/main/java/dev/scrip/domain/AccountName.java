package dev.scrip.domain;

import java.util.regex.Pattern;

/** The rule for names: of bounded length, and free of what cannot be printed. */
public final class AccountName {

  /**
   * What every account name looks like, whatever the pattern of its ledger: 1 to 128 characters
   * (code points), none of them a control character or half of a surrogate pair. Halves have no
   * UTF-8 form: written as question marks, two names would become one. Postings in the journal and
   * members of the ranking rely on the absence of controls.
   */
  public static final String TEXT = "[^\\p{Cc}\\p{Cs}]{1,128}";

  /** The rule in words, as the end of a sentence that begins with the field's name. */
  public static final String RULE = "must be 1 to 128 characters long, without control characters";

  private static final Pattern PATTERN = Pattern.compile(TEXT);

  private AccountName() {}

  /** Whether this is the name of an account in some ledger. */
  public static boolean isName(String text) {
    return PATTERN.matcher(text).matches();
  }
}
