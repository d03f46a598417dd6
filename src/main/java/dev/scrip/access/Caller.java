package dev.scrip.access;

/**
 * Who is calling.
 *
 * @param name who, for the journal; null where nobody is known
 * @param role what they may do on every account, or null for a holder
 * @param account the account that is a holder's own, or null for a caller with a role
 */
public record Caller(String name, Role role, String account) {

  /** Somebody unknown, who may do everything: the caller where security is off. */
  public static final Caller ANYBODY = new Caller(null, Role.ADMIN, null);

  /** A caller with a role. */
  public static Caller of(String name, Role role) {
    return new Caller(name, role, null);
  }

  /** A caller without a role, whose own account bears its name. */
  public static Caller holder(String name) {
    return new Caller(name, null, name);
  }

  /** Whether this is a holder, who may see and spend its own account alone. */
  public boolean isHolder() {
    return role == null;
  }
}
