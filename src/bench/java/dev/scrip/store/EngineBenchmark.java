package dev.scrip.store;

import dev.scrip.bench.Medians;
import dev.scrip.bench.Redis;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Operation;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * The time that transfers take inside Redis, beside the script of a bare transfer and one of two
 * increments: all on the same server, one after the other in each round, and the median of all
 * rounds.
 *
 * <p>Arguments: the number of rounds, 5 if there is none, and a regular expression for the cases.
 */
public final class EngineBenchmark {

  /** Operations of a case in each round. */
  private static final int OPERATIONS = 20_000;

  private static final int SPACED_OPERATIONS = 2_000;

  /** Commands that are sent at once. */
  private static final int SENT_AT_ONCE = 1_000;

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

  private static final String TWO_INCREMENTS =
      """
      redis.call("INCRBY", KEYS[1], -1)
      return redis.call("INCRBY", KEYS[2], 1)
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

  private enum Option {
    IDS,
    EVENTS,
    /** Somebody receives the events. */
    SUBSCRIBER,
    UNRANKED,
    /** Calls are sent one by one with gaps between them, as those of a few callers over HTTP. */
    GAPS
  }

  private static final EnumSet<Option> ALL = EnumSet.of(Option.IDS, Option.EVENTS);

  private record Case(int perCall, int accounts, Balances balances, EnumSet<Option> options) {

    boolean has(Option option) {
      return options.contains(option);
    }

    int operations() {
      return has(Option.GAPS) ? SPACED_OPERATIONS : OPERATIONS;
    }

    String title() {
      return "%d a call, %d accounts, %s %s"
          .formatted(perCall, accounts, balances, options)
          .toLowerCase(Locale.ROOT);
    }
  }

  private final int port;
  private final Resp redis;
  private final SplittableRandom random = new SplittableRandom(1);

  private EngineBenchmark(int port) throws IOException {
    this.port = port;
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
      cases.add(new Case(perCall, 1_000, Balances.EQUAL, ALL));
    }
    cases.add(new Case(1, 1_000, Balances.EQUAL, with(Option.GAPS)));
    for (int perCall : new int[] {1, 100}) {
      for (int accounts : new int[] {10, 100_000, 1_000_000}) {
        cases.add(new Case(perCall, accounts, Balances.EQUAL, ALL));
      }
      for (int accounts : new int[] {1_000, 100_000, 1_000_000}) {
        cases.add(new Case(perCall, accounts, Balances.EQUAL, with(Option.UNRANKED)));
      }
      cases.add(new Case(perCall, 100_000, Balances.DISTINCT, ALL));
      cases.add(new Case(perCall, 1_000, Balances.LONG, ALL));
      cases.add(new Case(perCall, 1_000, Balances.EQUAL, with(Option.SUBSCRIBER)));
      cases.add(new Case(perCall, 1_000, Balances.EQUAL, EnumSet.of(Option.IDS)));
      cases.add(new Case(perCall, 1_000, Balances.EQUAL, EnumSet.of(Option.EVENTS)));
      cases.add(new Case(perCall, 1_000, Balances.EQUAL, EnumSet.noneOf(Option.class)));
    }
    return cases;
  }

  private static EnumSet<Option> with(Option option) {
    EnumSet<Option> options = EnumSet.copyOf(ALL);
    options.add(option);
    return options;
  }

  private void run(int rounds, Pattern wanted) throws IOException {
    System.out.printf(
        "%-58s %9s %9s %9s %6s%n", "transfers", "us each", "2 incr.", "bare", "ratio");
    for (Case each : cases()) {
      if (wanted.matcher(each.title()).find()) {
        try (Resp subscriber = new Resp(port)) {
          if (each.has(Option.SUBSCRIBER)) {
            subscriber.subscribe("bench:transfers");
          }
          run(rounds, each);
        }
      }
    }
  }

  private void run(int rounds, Case each) throws IOException {
    MeasuredLedger ledger =
        new MeasuredLedger(redis, each.has(Option.EVENTS), !each.has(Option.UNRANKED));
    ledger.create(each.accounts, each.balances::of);
    String bare = redis.call("SCRIPT", "LOAD", BARE_TRANSFER).toString();
    String increments = redis.call("SCRIPT", "LOAD", TWO_INCREMENTS).toString();
    createBare(each);
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Double> least = new ArrayList<>();
    for (int round = -1; round < rounds; round++) {
      double incrementTime = micros(each, ledger, bareCalls(each, increments));
      double bareTime = micros(each, ledger, bareCalls(each, bare));
      double time = micros(each, ledger, calls(each, ledger));
      if (round >= 0) {
        least.add(incrementTime);
        theirs.add(bareTime);
        ours.add(time);
      }
    }
    double median = Medians.of(ours, Double::doubleValue);
    double bareMedian = Medians.of(theirs, Double::doubleValue);
    System.out.printf(
        "%-58s %9.1f %9.1f %9.1f %6.1f%n",
        each.title(),
        median,
        Medians.of(least, Double::doubleValue),
        bareMedian,
        median / bareMedian);
  }

  /** The microseconds inside Redis that each operation of these calls takes. */
  private static double micros(Case each, MeasuredLedger ledger, List<byte[]> calls)
      throws IOException {
    double micros = each.has(Option.GAPS) ? ledger.spacedMicros(calls) : ledger.micros(calls);
    return micros / each.operations();
  }

  /** Transfers of one unit there and back, so that equal balances stay equal. */
  private List<byte[]> calls(Case each, MeasuredLedger ledger) {
    List<byte[]> calls = new ArrayList<>();
    List<Operation> operations = new ArrayList<>();
    int[] pair = new int[2];
    for (int i = 0; i < each.operations(); i++) {
      nextPair(each, i, pair);
      operations.add(
          new Operation.Transfer(
              MeasuredLedger.account(pair[0]),
              MeasuredLedger.account(pair[1]),
              new Amount(BigInteger.ONE, 0),
              each.has(Option.IDS) ? ledger.newId() : Operation.Options.NONE));
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
    List<byte[]> commands = new ArrayList<>();
    for (int i = 0; i < each.accounts; i++) {
      String account = MeasuredLedger.account(i);
      // A bare script cannot hold more digits than a double, nor INCRBY more than 64 bits.
      String balance = each.balances == Balances.LONG ? "1000000" : each.balances.of(i).toString();
      commands.add(Resp.encode(List.of("SET", "balance:" + account, balance)));
      commands.add(Resp.encode(List.of("ZADD", "balances:zset", balance, account)));
      if (commands.size() == SENT_AT_ONCE || i == each.accounts - 1) {
        redis.call(commands);
        commands.clear();
      }
    }
  }

  private List<byte[]> bareCalls(Case each, String sha) {
    List<byte[]> calls = new ArrayList<>();
    int[] pair = new int[2];
    for (int i = 0; i < each.operations(); i++) {
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
