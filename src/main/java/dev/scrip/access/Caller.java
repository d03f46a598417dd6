package dev.scrip.access;

import java.time.Instant;

/**
 * The caller of a function.
 *
 * @param name the name in journal entries, or null if unknown
 * @param role the role, which applies to every account, or null for an account owner
 * @param account the account of an account owner, or null for a caller with a role
 * @param expires the instant from which the caller's token is refused, or null if it has none
 */
public record Caller(String name, Role role, String account, Instant expires) {

  /** The caller when security is off: without a name, and with the role admin. */
  public static final Caller UNRESTRICTED = new Caller(null, Role.ADMIN, null, null);

  /**
   * Creates a caller with a role.
   *
   * @param name the name in journal entries
   * @param role the role
   * @return the caller
   */
  public static Caller of(String name, Role role) {
    return new Caller(name, role, null, null);
  }

  /**
   * Creates an account owner: a caller without a role, who owns the account of the same name.
   *
   * @param name the name of the caller and of its account
   * @return the caller
   */
  public static Caller accountOwner(String name) {
    return new Caller(name, null, name, null);
  }

  /**
   * Returns the same caller with the end of its token.
   *
   * @param newExpires the instant from which the token is refused, or null if there is none
   * @return the caller
   */
  public Caller until(Instant newExpires) {
    return new Caller(name, role, account, newExpires);
  }

  /**
   * Reports whether the caller is an account owner, who may read and spend from its own account
   * only.
   *
   * @return true if the caller has no role
   */
  public boolean isAccountOwner() {
    return role == null;
  }
}
