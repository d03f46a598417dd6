package dev.scrip.store;

import java.util.List;

/**
 * The names of a ledger's keys, in the order of {@code lua/include/keys.lua}. They share one hash
 * tag, so that a ledger lives in one slot of a cluster.
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
          "departed",
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
