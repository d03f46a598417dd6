package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

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
    Map.of(
            "balances", replay.balances,
            "closed", replay.closed,
            "created", replay.created,
            "deleted", replay.deleted)
        .forEach(
            (name, fields) -> {
              if (!fields.isEmpty()) {
                expected.put(StoreFixture.key(ledger, name), fields.toString());
              }
            });
    Map<String, String> found = new TreeMap<>(held);
    found.keySet().removeIf(key -> !key.matches(".*:(balances|closed|created|deleted)"));
    assertThat(found).isEqualTo(expected);
    Response stored =
        StoreFixture.command(
            redis, Command.HGET, StoreFixture.key(ledger, "info"), "circulatingSupply");
    assertThat(stored == null ? "0" : stored.toString()).isEqualTo(replay.supply.toString());
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
