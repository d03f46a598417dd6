package dev.scrip.domain;

import java.util.function.Predicate;

/** The pattern of the account names of a ledger. Two patterns are equal if their texts are. */
public final class AccountPattern {

  private final String text;
  private final Predicate<String> matcher;

  /**
   * Creates a pattern.
   *
   * @param text the regular expression
   * @param matcher reports whether it matches the whole of a name, in time that is linear in the
   *     length of the name: callers choose the names
   */
  public AccountPattern(String text, Predicate<String> matcher) {
    this.text = text;
    this.matcher = matcher;
  }

  /**
   * Reports whether an account may have a name.
   *
   * @param name the name
   * @return true if the whole name matches
   */
  public boolean matches(String name) {
    return matcher.test(name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccountPattern pattern && text.equals(pattern.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** {@return the regular expression} */
  @Override
  public String toString() {
    return text;
  }
}
