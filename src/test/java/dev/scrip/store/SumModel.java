package dev.scrip.store;

import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Membership;
import dev.scrip.domain.WeightedSum;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a ledger would be if each weighted sum had been made at once at its instant: its journal
 * without the entries of sums, and the sums in the arithmetic of {@link BigDecimal}.
 */
final class SumModel {

  private final LedgerDefinition definition;
  private final Map<String, BigInteger> balances = new TreeMap<>();
  private final Map<String, Set<String>> members = new HashMap<>();
  private final Map<String, Map<String, BigInteger>> snapshots = new TreeMap<>();

  /**
   * A sum.
   *
   * @param sum the sum
   * @param at the last entry before its instant
   */
  record Made(WeightedSum sum, String at) {}

  private SumModel(LedgerDefinition definition) {
    this.definition = definition;
  }

  /** The ledger by the entries in a Redis, and by the sums that were made, in their order. */
  static SumModel of(Redis redis, LedgerDefinition definition, List<Made> sums) {
    SumModel model = new SumModel(definition);
    String journal = StoreFixture.key(definition.ledger(), "transactions");
    model.makeAt("0-0", sums);
    for (Response each : StoreFixture.command(redis, Command.XRANGE, journal, "-", "+")) {
      StoredEntry entry = StoredEntry.of(each);
      model.apply(entry);
      model.makeAt(entry.id(), sums);
    }
    return model;
  }

  /** The balances in smallest units. */
  Map<String, BigInteger> balances() {
    return balances;
  }

  /** The values of the snapshots by their names, in smallest units. */
  Map<String, Map<String, BigInteger>> snapshots() {
    return snapshots;
  }

  private void apply(StoredEntry entry) {
    for (String line : entry.lines()) {
      Membership membership = StoredEntry.membership(line);
      if (membership != null) {
        Set<String> group = members.computeIfAbsent(membership.group(), name -> new HashSet<>());
        if (membership.member()) {
          group.add(membership.account());
        } else {
          group.remove(membership.account());
        }
      } else if (!entry.operation().equals("wsum")) {
        String[] words = StoredEntry.words(line);
        if (words[1].equals("-")) {
          balances.remove(words[3]);
        } else {
          balances.merge(words[3], new BigInteger(words[0]), BigInteger::add);
        }
      }
    }
  }

  private void makeAt(String entry, List<Made> sums) {
    for (Made each : sums) {
      if (each.at().equals(entry)) {
        make(each.sum());
      }
    }
  }

  private void make(WeightedSum sum) {
    Map<String, BigDecimal> exact = new TreeMap<>();
    sum.weights()
        .forEach(
            (book, weight) ->
                values(book)
                    .forEach(
                        (account, value) ->
                            exact.merge(
                                account, weight.multiply(new BigDecimal(value)), BigDecimal::add)));
    Map<String, BigInteger> result = new TreeMap<>();
    exact.forEach(
        (account, value) ->
            result.put(account, value.setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact()));
    if (sum.destination().equals(definition.ledger())) {
      balances.clear();
      balances.putAll(result);
    } else {
      snapshots.put(sum.destination(), result);
    }
  }

  private Map<String, BigInteger> values(String book) {
    if (book.equals(definition.ledger())) {
      return new TreeMap<>(balances);
    }
    if (snapshots.containsKey(book)) {
      return snapshots.get(book);
    }
    Map<String, BigInteger> ones = new TreeMap<>();
    BigInteger one = BigInteger.TEN.pow(definition.decimals());
    members.getOrDefault(book, Set.of()).forEach(account -> ones.put(account, one));
    return ones;
  }
}
