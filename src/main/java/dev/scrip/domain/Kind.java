package dev.scrip.domain;

import java.util.Locale;

/** The two kinds of ledger. */
public enum Kind {
  /**
   * Open supply: amounts are created, added, deleted and reaped, within a minimum and a maximum.
   */
  POINTS,
  /** Fixed supply: set once by {@code initialize}, then only transferred and burned. */
  TOKEN;

  /** The kind's word, as settings, Redis and replies spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
