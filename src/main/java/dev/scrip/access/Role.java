package dev.scrip.access;

import java.util.Locale;
import java.util.Optional;

/** The role of a caller. Each role has the permissions of the roles before it. */
public enum Role {
  /** Calls the functions that read. */
  READER,
  /** Also calls the functions that change accounts. */
  WRITER,
  /** Also calls the functions that change or check a whole ledger. */
  ADMIN;

  /**
   * {@return the name of the role in tokens and settings, in lower case, such as {@code reader}}
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a role by its name.
   *
   * @param word the name, in lower case, such as {@code reader}
   * @return the role, or empty if there is no such role
   */
  public static Optional<Role> of(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
