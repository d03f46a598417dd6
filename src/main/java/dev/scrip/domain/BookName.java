package dev.scrip.domain;

/** The rule that every name of a book follows: 1 to 64 letters, digits, hyphens, dots and lines. */
public final class BookName {

  /** The pattern of every name. The formats of the journal and of members rely on it. */
  public static final String TEXT = "[A-Za-z0-9._-]{1,64}";

  private BookName() {}
}
