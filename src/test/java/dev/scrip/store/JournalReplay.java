package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a ledger holds, rebuilt from its entries alone by the rules of {@code docs/journal.md},
 * without knowledge of operations.
 */
final class JournalReplay {

  private static final int SMALL_STEP = 64;
  private static final int LARGE_STEP = 4096;

  private final Map<String, String> balances = new TreeMap<>();
  private final Map<String, String> closed = new TreeMap<>();
  private final Map<String, String> created = new TreeMap<>();
  private final Map<String, String> deleted = new TreeMap<>();
  private final Map<String, Set<String>> groups = new TreeMap<>();
  private final Map<String, String> lastOfBooks = new HashMap<>();

  /** The snapshots by their names, and the values of those that are not complete. */
  private final Map<String, Map<String, String>> snapshots = new TreeMap<>();

  private final Map<String, Map<String, String>> next = new TreeMap<>();
  private final Map<String, Chain> chains = new HashMap<>();
  private BigInteger supply = BigInteger.ZERO;

  private JournalReplay() {}

  /** Compares what Redis holds of a ledger with what its entries say. */
  static void assertAgrees(Redis redis, String ledger) {
    JournalReplay replay = new JournalReplay();
    for (Response item :
        StoreFixture.command(
            redis, Command.XRANGE, StoreFixture.key(ledger, "transactions"), "-", "+")) {
      replay.apply(item.get(0).toString(), item.get(1));
    }
    Map<String, String> held = LedgerDump.of(redis, ledger).keys();
    Map<String, String> expected = new TreeMap<>();
    replay.moveRecords();
    Map<String, String> books = new TreeMap<>();
    Set<String> members = new TreeSet<>();
    replay.snapshots.forEach(
        (snapshot, values) ->
            books.put(
                snapshot, "snapshot " + values.size() + " " + replay.lastOfBooks.get(snapshot)));
    replay.groups.forEach(
        (group, accounts) -> {
          if (!accounts.isEmpty()) {
            books.put(group, "group " + accounts.size() + " " + replay.lastOfBooks.get(group));
            accounts.forEach(account -> members.add(group + "\0" + account));
          }
        });
    Map.of(
            "balances", replay.balances,
            "closed", replay.closed,
            "created", replay.created,
            "deleted", replay.deleted,
            "books", books)
        .forEach(
            (name, fields) -> {
              if (!fields.isEmpty()) {
                expected.put(StoreFixture.key(ledger, name), fields.toString());
              }
            });
    Map<String, String> found = new TreeMap<>(held);
    found.keySet().removeIf(key -> !key.matches(".*:(balances|closed|created|deleted|books)"));
    assertThat(found).isEqualTo(expected);
    replay.snapshots.forEach(
        (snapshot, values) -> {
          Map<String, String> stored = new TreeMap<>();
          Response reply =
              StoreFixture.command(
                  redis, Command.HGETALL, StoreFixture.key(ledger, Keys.values(snapshot)));
          reply.getKeys().forEach(field -> stored.put(field, reply.get(field).toString()));
          assertThat(stored).as(snapshot).isEqualTo(values);
        });
    Set<String> storedMembers = new TreeSet<>();
    StoreFixture.command(redis, Command.ZRANGE, StoreFixture.key(ledger, "members"), "0", "-1")
        .forEach(each -> storedMembers.add(each.toString()));
    storedMembers.remove("");
    assertThat(storedMembers).isEqualTo(members);
    Response supply =
        StoreFixture.command(
            redis, Command.HGET, StoreFixture.key(ledger, "info"), "circulatingSupply");
    assertThat(supply == null ? "0" : supply.toString()).isEqualTo(replay.supply.toString());
  }

  /** The records of accounts that have left the ledger are with their chains. */
  private void moveRecords() {
    closed.replaceAll(
        (account, chain) ->
            StoreFixture.closed(chain, created.remove(account), deleted.remove(account)));
  }

  private void apply(String entry, Response fields) {
    assertThat(fields.get(0).toString()).isEqualTo("v1");
    String reason = "";
    for (int i = 2; i < fields.size(); i += 2) {
      if (fields.get(i).toString().equals("reason")) {
        reason = fields.get(i + 1).toString();
      }
    }
    String[] lines = fields.get(1).toString().split("\n", -1);
    boolean logs = lines[0].endsWith(" log");
    String record = entry.substring(0, entry.indexOf('-')) + " " + reason;
    for (int i = 1; i < lines.length; i++) {
      if (lines[i].matches("(in|out) .*")) {
        String[] membership = lines[i].split(" ", 3);
        Set<String> group = groups.computeIfAbsent(membership[1], name -> new TreeSet<>());
        boolean changes =
            membership[0].equals("in") ? group.add(membership[2]) : group.remove(membership[2]);
        assertThat(changes).as(lines[i]).isTrue();
        lastOfBooks.put(membership[1], entry);
        continue;
      }
      if (lines[i].matches("(value|snapshot|gone) .*")) {
        applyToSnapshot(entry, lines[i].split(" ", 4));
        continue;
      }
      if (lines[i].matches("(created|deleted) .*")) {
        String[] words = lines[i].split(" ", 3);
        String[] named = words[2].split("\t", 2);
        (words[0].equals("created") ? created : deleted).put(named[0], words[1] + " " + named[1]);
        continue;
      }
      String[] posting = lines[i].split(" ", 4);
      String account = posting[3];
      Chain chain = chains.computeIfAbsent(account, name -> new Chain());
      assertThat(posting[2]).isEqualTo(chain.previous(closed.containsKey(account)));
      chain.append(entry);
      supply = supply.add(new BigInteger(posting[0]));
      boolean leaves = posting[1].equals("-");
      if (leaves) {
        balances.remove(account);
        closed.put(account, chain.toString());
      } else {
        closed.remove(account);
        balances.put(account, posting[1] + " " + chain);
      }
      if (logs) {
        (leaves ? deleted : created).put(account, record);
      }
    }
  }

  private void applyToSnapshot(String entry, String[] words) {
    String snapshot = words[1];
    switch (words[0]) {
      case "value" ->
          next.computeIfAbsent(snapshot, name -> new TreeMap<>()).put(words[3], words[2]);
      case "snapshot" -> {
        Map<String, String> values = next.remove(snapshot);
        snapshots.put(snapshot, values == null ? Map.of() : values);
        assertThat(words[2]).isEqualTo(Integer.toString(snapshots.get(snapshot).size()));
        lastOfBooks.put(snapshot, entry);
      }
      default -> assertThat(snapshots.remove(snapshot)).isNotNull();
    }
  }

  /** What the next posting of an account needs to know of those before it. */
  private static final class Chain {

    private String last = "-";
    private int count;
    private String small = "";
    private String large = "";

    /** The word in the next posting that tells those before it. */
    String previous(boolean returns) {
      int next = count + 1;
      String word = last;
      if (returns || next % SMALL_STEP == 0) {
        word += "/" + next;
      }
      if (next % SMALL_STEP == 0 && !small.isEmpty()) {
        word += "/" + small;
      }
      if (next % LARGE_STEP == 0 && !large.isEmpty()) {
        word += "/" + large;
      }
      return word;
    }

    void append(String entry) {
      last = entry;
      count++;
      if (count % SMALL_STEP == 0) {
        small = entry;
      }
      if (count % LARGE_STEP == 0) {
        large = entry;
      }
    }

    @Override
    public String toString() {
      return (last + " " + count + " " + small + " " + large).strip();
    }
  }
}
