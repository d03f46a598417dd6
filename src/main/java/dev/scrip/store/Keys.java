package dev.scrip.store;

import java.util.List;

/**
 * The Redis keys of a ledger, in the order of {@code lua/include/keys.lua}. They share one hash
 * tag, so a ledger is in one slot of a cluster.
 */
final class Keys {

  private static final List<String> NAMES =
      List.of(
          "info",
          "balances",
          "ranking",
          "transactions",
          "created",
          "deleted",
          "closed",
          "ids:0",
          "ids:1",
          "ids:2");

  private Keys() {}

  /** All keys of a ledger, in their fixed order. */
  static List<String> of(String ledger) {
    return NAMES.stream().map(name -> key(ledger, name)).toList();
  }

  private static String key(String ledger, String name) {
    return "{" + ledger + "}:" + name;
  }
}
