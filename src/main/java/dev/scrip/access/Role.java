package dev.scrip.access;

import java.util.Locale;
import java.util.Optional;

/** The roles, each of which may do what the one before it may, and more. */
public enum Role {
  /** Reads. */
  READER,
  /** Also creates, adds, deletes, transfers, burns, groups and batches. */
  WRITER,
  /** Also initializes, sums, reaps, backs up, restores and audits. */
  ADMIN;

  /** The role's word, as tokens, settings and docs spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role that a word stands for, or empty when it stands for none. */
  public static Optional<Role> of(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
