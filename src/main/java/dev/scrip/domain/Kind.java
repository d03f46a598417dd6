package dev.scrip.domain;

import java.util.Locale;

/** The kind of a ledger: points or token. */
public enum Kind {
  /** Points: an open supply. Amounts are created and deleted, within a minimum and a maximum. */
  POINTS,
  /** Token: a fixed supply, set once by {@code initialize}, then only transferred and burned. */
  TOKEN;

  /** {@return the kind's name in settings, Redis and replies: {@code points} or {@code token}} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
