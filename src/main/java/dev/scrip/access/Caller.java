package dev.scrip.access;

/**
 * The caller of a function.
 *
 * @param name the name in journal entries, or null if unknown
 * @param role the role, which applies to every account, or null for an account owner
 * @param account the account of an account owner, or null for a caller with a role
 */
public record Caller(String name, Role role, String account) {

  /** The caller when security is off: without a name, and with the role admin. */
  public static final Caller UNRESTRICTED = new Caller(null, Role.ADMIN, null);

  /**
   * Creates a caller with a role.
   *
   * @param name the name in journal entries
   * @param role the role
   * @return the caller
   */
  public static Caller of(String name, Role role) {
    return new Caller(name, role, null);
  }

  /**
   * Creates an account owner: a caller without a role, who owns the account of the same name.
   *
   * @param name the name of the caller and of its account
   * @return the caller
   */
  public static Caller accountOwner(String name) {
    return new Caller(name, null, name);
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
