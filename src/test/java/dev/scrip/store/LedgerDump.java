package dev.scrip.store;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that Redis holds of a ledger, as text by key.
 *
 * @param keys the contents of each key that holds more than a placeholder
 */
record LedgerDump(Map<String, String> keys) {

  static LedgerDump of(Redis redis, String ledger) {
    Map<String, String> contents = new TreeMap<>();
    for (String key : Keys.of(ledger)) {
      String type = StoreFixture.command(redis, Command.TYPE, key).toString();
      switch (type) {
        case "none" -> {}
        case "hash" ->
            contents.put(key, hash(StoreFixture.command(redis, Command.HGETALL, key)).toString());
        case "zset" -> contents.put(key, sortedSet(redis, key));
        case "stream" ->
            contents.put(key, text(StoreFixture.command(redis, Command.XRANGE, key, "-", "+")));
        default -> throw new IllegalStateException(key + " is a " + type);
      }
    }
    contents.values().removeIf(text -> text.equals("[]") || text.equals("{}"));
    return new LedgerDump(contents);
  }

  private static String sortedSet(Redis redis, String key) {
    return text(
        Keys.type(key).equals("index")
            ? StoreFixture.command(redis, Command.ZRANGE, key, "(", "+", "BYLEX")
            : StoreFixture.command(
                redis, Command.ZRANGE, key, "-inf", "(+inf", "BYSCORE", "WITHSCORES"));
  }

  private static Map<String, String> hash(Response reply) {
    Map<String, String> fields = new TreeMap<>();
    for (String field : reply.getKeys()) {
      fields.put(field, reply.get(field).toString());
    }
    fields.remove("", "");
    // What an audit leaves for the next one is nothing of the ledger.
    fields.remove("audited");
    return fields;
  }

  private static String text(Response reply) {
    if (reply.type() != io.vertx.redis.client.ResponseType.MULTI) {
      return reply.toString();
    }
    List<String> items = new ArrayList<>();
    for (Response item : reply) {
      items.add(item == null ? "null" : text(item));
    }
    return items.toString();
  }

  /**
   * The same without what two ledgers with one story tell differently: names, times and entry ids.
   */
  LedgerDump normalized() {
    String stream =
        keys.entrySet().stream()
            .filter(each -> each.getKey().endsWith(":transactions"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
    List<String> entries = new ArrayList<>();
    java.util.regex.Matcher matcher =
        java.util.regex.Pattern.compile("\\[([0-9]{13}-[0-9]+), \\[v1").matcher(stream);
    while (matcher.find()) {
      entries.add(matcher.group(1));
    }
    Map<String, String> normalized = new TreeMap<>();
    keys.forEach(
        (key, value) -> {
          String text = value;
          for (int i = 0; i < entries.size(); i++) {
            text = text.replaceAll(entries.get(i) + "(?![0-9])", "#" + i);
          }
          text = text.replaceAll("[0-9]{13}", "T");
          normalized.put(key.substring(key.indexOf(':')), text);
        });
    return new LedgerDump(normalized);
  }
}
