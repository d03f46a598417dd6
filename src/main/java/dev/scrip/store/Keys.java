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
          "ids:2",
          "members",
          "books",
          "job");

  /** The names of the hashes of operation ids. */
  static final List<String> IDS = List.of("ids:0", "ids:1", "ids:2");

  /** The keys that are no hashes, with their types. */
  private static final Map<String, String> TYPES =
      Map.of("ranking", "zset", "transactions", "stream", "members", "index");

  private Keys() {}

  /** All keys of a ledger, in their fixed order. */
  static List<String> of(String ledger) {
    return NAMES.stream().map(name -> key(ledger, name)).toList();
  }

  /**
   * The keys that a job declares beside those of its ledger, as {@code lua/include/book_keys.lua}.
   */
  static List<String> ofJob(String ledger, String snapshot) {
    return List.of(
        key(ledger, values(snapshot)),
        key(ledger, order(snapshot)),
        key(ledger, "work"),
        key(ledger, "values"),
        key(ledger, "order"));
  }

  /** The keys that a book has, if it is a snapshot: its values and their order. */
  static List<String> ofBook(String ledger, String book) {
    return List.of(key(ledger, values(book)), key(ledger, order(book)));
  }

  /** The name of the hash of the values of a snapshot. */
  static String values(String snapshot) {
    return "values:" + snapshot;
  }

  /** The name of the sorted set of the accounts of a snapshot. */
  static String order(String snapshot) {
    return "order:" + snapshot;
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
