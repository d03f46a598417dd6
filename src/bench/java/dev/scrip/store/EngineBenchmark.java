package dev.scrip.store;

import dev.scrip.bench.Medians;
import dev.scrip.bench.Redis;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Operation;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * The time that transfers take inside Redis, beside the script of a bare transfer: both on the same
 * server, one after the other in each round, and the median of all rounds.
 *
 * <p>Arguments: the number of rounds, 5 if there is none, and a regular expression for the cases.
 */
public final class EngineBenchmark {

  /** Operations of a case in each round. */
  private static final int OPERATIONS = 20_000;

  /** The script of the token document: two balances and the ranking, in doubles. */
  private static final String BARE_TRANSFER =
      """
      local fromKey = "balance:" .. KEYS[1]
      local toKey = "balance:" .. KEYS[2]
      local amount = tonumber(ARGV[1])
      local fromBalance = tonumber(redis.call("GET", fromKey) or "0")
      if fromBalance < amount then
        return redis.error_reply("Insufficient balance")
      end
      redis.call("DECRBY", fromKey, amount)
      redis.call("INCRBY", toKey, amount)
      redis.call("ZADD", "balances:zset", fromBalance - amount, KEYS[1])
      local toBalance = tonumber(redis.call("GET", toKey))
      redis.call("ZADD", "balances:zset", toBalance, KEYS[2])
      return "OK"
      """;

  private enum Balances {
    EQUAL,
    DISTINCT,
    LONG;

    BigInteger of(int account) {
      return switch (this) {
        case EQUAL -> BigInteger.valueOf(1_000_000);
        case DISTINCT -> BigInteger.valueOf(1_000_000 + 10L * account);
        case LONG -> BigInteger.TEN.pow(29).add(BigInteger.valueOf(account));
      };
    }
  }

  private record Case(int perCall, int accounts, Balances balances, boolean ids, boolean events) {

    String title() {
      return perCall
          + " a call, "
          + accounts
          + " accounts, "
          + balances.name().toLowerCase(java.util.Locale.ROOT)
          + (ids ? ", ids" : "")
          + (events ? ", events" : "");
    }
  }

  private final Resp redis;
  private final SplittableRandom random = new SplittableRandom(1);

  private EngineBenchmark(int port) throws IOException {
    this.redis = new Resp(port);
  }

  /** Runs the benchmark on a server of its own. */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    Pattern wanted = Pattern.compile(arguments.length > 1 ? arguments[1] : "");
    try (Redis server = Redis.start()) {
      new EngineBenchmark(server.port()).run(rounds, wanted);
    }
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int perCall : new int[] {1, 10, 100, 500}) {
      cases.add(new Case(perCall, 1_000, Balances.EQUAL, true, true));
    }
    cases.add(new Case(1, 1_000, Balances.EQUAL, false, false));
    cases.add(new Case(100, 1_000, Balances.EQUAL, false, false));
    for (int accounts : new int[] {10, 100_000}) {
      cases.add(new Case(1, accounts, Balances.EQUAL, true, true));
      cases.add(new Case(100, accounts, Balances.EQUAL, true, true));
    }
    cases.add(new Case(100, 100_000, Balances.DISTINCT, true, true));
    cases.add(new Case(1, 1_000, Balances.LONG, true, true));
    cases.add(new Case(100, 1_000, Balances.LONG, true, true));
    return cases;
  }

  private void run(int rounds, Pattern wanted) throws IOException {
    System.out.printf("%-55s %9s %9s %6s%n", "transfers", "us each", "bare", "ratio");
    for (Case each : cases()) {
      if (!wanted.matcher(each.title()).find()) {
        continue;
      }
      MeasuredLedger ledger = new MeasuredLedger(redis, each.events);
      ledger.create(each.accounts, each.balances::of);
      String bare = redis.call("SCRIPT", "LOAD", BARE_TRANSFER).toString();
      createBare(each);
      List<Double> ours = new ArrayList<>();
      List<Double> theirs = new ArrayList<>();
      for (int round = -1; round < rounds; round++) {
        double bareTime = ledger.micros(bareCalls(each, bare)) / OPERATIONS;
        double time = ledger.micros(calls(each, ledger)) / OPERATIONS;
        if (round >= 0) {
          theirs.add(bareTime);
          ours.add(time);
        }
      }
      double median = Medians.of(ours, Double::doubleValue);
      double bareMedian = Medians.of(theirs, Double::doubleValue);
      System.out.printf(
          "%-55s %9.1f %9.1f %6.1f%n", each.title(), median, bareMedian, median / bareMedian);
    }
  }

  /** Transfers of one unit there and back, so that equal balances stay equal. */
  private List<byte[]> calls(Case each, MeasuredLedger ledger) {
    List<byte[]> calls = new ArrayList<>();
    List<Operation> operations = new ArrayList<>();
    int[] pair = new int[2];
    for (int i = 0; i < OPERATIONS; i++) {
      nextPair(each, i, pair);
      operations.add(
          new Operation.Transfer(
              MeasuredLedger.account(pair[0]),
              MeasuredLedger.account(pair[1]),
              new Amount(BigInteger.ONE, 0),
              each.ids ? ledger.newId() : Operation.Options.NONE));
      if (operations.size() == each.perCall) {
        calls.add(ledger.apply(operations));
        operations.clear();
      }
    }
    return calls;
  }

  private void nextPair(Case each, int i, int[] pair) {
    if (i % 2 == 0) {
      pair[0] = random.nextInt(each.accounts);
      pair[1] = (pair[0] + 1 + random.nextInt(each.accounts - 1)) % each.accounts;
    } else {
      int from = pair[0];
      pair[0] = pair[1];
      pair[1] = from;
    }
  }

  private void createBare(Case each) throws IOException {
    for (int i = 0; i < each.accounts; i++) {
      // A bare script cannot hold more digits than a double, nor INCRBY more than 64 bits.
      String balance = each.balances == Balances.LONG ? "1000000" : each.balances.of(i).toString();
      redis.call(
          List.of(
              Resp.encode(List.of("SET", "balance:" + MeasuredLedger.account(i), balance)),
              Resp.encode(List.of("ZADD", "balances:zset", balance, MeasuredLedger.account(i)))));
    }
  }

  private List<byte[]> bareCalls(Case each, String sha) {
    List<byte[]> calls = new ArrayList<>();
    int[] pair = new int[2];
    for (int i = 0; i < OPERATIONS; i++) {
      nextPair(each, i, pair);
      calls.add(
          Resp.encode(
              List.of(
                  "EVALSHA",
                  sha,
                  "2",
                  MeasuredLedger.account(pair[0]),
                  MeasuredLedger.account(pair[1]),
                  "1")));
    }
    return calls;
  }
}
