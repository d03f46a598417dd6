package dev.scrip.store;

import java.util.List;
import java.util.Map;

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

  /** The keys that are no hashes, with their types. */
  private static final Map<String, String> TYPES =
      Map.of("ranking", "zset", "transactions", "stream");

  private Keys() {}

  /** All keys of a ledger, in their fixed order. */
  static List<String> of(String ledger) {
    return NAMES.stream().map(name -> key(ledger, name)).toList();
  }

  /** The type of a ledger's key, as {@code lua/include/placeholders.lua} names it. */
  static String type(String key) {
    return TYPES.getOrDefault(key.substring(key.indexOf("}:") + 2), "hash");
  }

  /** A key of a ledger by its name. */
  static String key(String ledger, String name) {
    return "{" + ledger + "}:" + name;
  }
}
