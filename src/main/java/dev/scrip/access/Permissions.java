package dev.scrip.access;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who may call what: the one table. What is not in it nobody may call.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750</a> for how callers show who they
 *     are
 */
public final class Permissions {

  private static final Map<String, Role> ROLES =
      Map.ofEntries(
          Map.entry("get", Role.READER),
          Map.entry("getAll", Role.READER),
          Map.entry("getBalance", Role.READER),
          Map.entry("getCirculatingSupply", Role.READER),
          Map.entry("getCreateReason", Role.READER),
          Map.entry("getDeleteReason", Role.READER),
          Map.entry("getHistory", Role.READER),
          Map.entry("getInfo", Role.READER),
          Map.entry("getTopHolders", Role.READER),
          Map.entry("getTotalSupply", Role.READER),
          Map.entry("events", Role.READER),
          Map.entry("add", Role.WRITER),
          Map.entry("batch", Role.WRITER),
          Map.entry("burn", Role.WRITER),
          Map.entry("create", Role.WRITER),
          Map.entry("delete", Role.WRITER),
          Map.entry("transfer", Role.WRITER),
          Map.entry("audit", Role.ADMIN),
          Map.entry("initialize", Role.ADMIN),
          Map.entry("reap", Role.ADMIN));

  /** What a holder may call, for its own account. A batch is judged operation by operation. */
  private static final Set<String> HOLDERS =
      Set.of("batch", "burn", "events", "get", "getBalance", "getHistory", "transfer");

  private Permissions() {}

  /** The least role for each function, by name. */
  public static Map<String, Role> roles() {
    return new TreeMap<>(ROLES);
  }

  /** Whether a role is enough for a function. */
  public static boolean allows(Role role, String function) {
    Role least = ROLES.get(function);
    return least != null && role.compareTo(least) >= 0;
  }

  /** Whether a holder may call a function for its own account. */
  public static boolean allowsHolders(String function) {
    return HOLDERS.contains(function);
  }
}
