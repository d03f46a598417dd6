package dev.scrip.store;

import dev.scrip.bench.Redis;
import dev.scrip.domain.Amount;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time that transfers take inside Redis, beside the script of a bare transfer: both on the same
 * server, one after the other in each round, and the median of all rounds.
 *
 * <p>Arguments: the number of rounds, 5 if there is none, and a regular expression for the cases.
 */
public final class EngineBenchmark {

  private static final Pattern TIME =
      Pattern.compile("cmdstat_evalsha:calls=([0-9]+),usec=([0-9]+)");

  /** Operations of a case in each round, and of those that are sent at once. */
  private static final int OPERATIONS = 20_000;

  private static final int AT_ONCE = 100;

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

  private final int port;
  private final Resp redis;
  private final SplittableRandom random = new SplittableRandom(1);
  private long nextId;

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
      redis.call("FLUSHALL");
      LedgerDefinition ledger = create(each);
      String bare = redis.call("SCRIPT", "LOAD", BARE_TRANSFER).toString();
      createBare(each);
      double[] ours = new double[rounds];
      double[] theirs = new double[rounds];
      for (int round = -1; round < rounds; round++) {
        double bareTime = time(bareCalls(each, bare), OPERATIONS);
        double time = time(calls(each, ledger), OPERATIONS);
        if (round >= 0) {
          theirs[round] = bareTime;
          ours[round] = time;
        }
      }
      System.out.printf(
          "%-55s %9.1f %9.1f %6.1f%n",
          each.title(), median(ours), median(theirs), median(ours) / median(theirs));
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The microseconds in Redis for each of so many operations. */
  private double time(List<byte[]> calls, int operations) throws IOException {
    redis.call("CONFIG", "RESETSTAT");
    for (int first = 0; first < calls.size(); first += AT_ONCE) {
      redis.call(calls.subList(first, Math.min(first + AT_ONCE, calls.size())));
    }
    Matcher time = TIME.matcher(redis.call("INFO", "commandstats").toString());
    if (!time.find()) {
      throw new IllegalStateException("no calls on port " + port);
    }
    return Double.parseDouble(time.group(2)) / operations;
  }

  private static String account(int number) {
    return "account-" + number;
  }

  private LedgerDefinition create(Case each) throws IOException {
    LedgerDefinition ledger = LedgerBuilder.points().ledger("bench").max("9".repeat(40)).build();
    redis.call("SCRIPT", "LOAD", ScriptText.of(Script.APPLY).text());
    List<Operation> creations = new ArrayList<>();
    for (int i = 0; i < each.accounts; i++) {
      creations.add(
          new Operation.Create(
              account(i), new Amount(each.balances.of(i), 0), Operation.Options.NONE));
    }
    for (int first = 0; first < creations.size(); first += 500) {
      redis.call(
          List.of(
              apply(
                  ledger,
                  each.events,
                  creations.subList(first, Math.min(first + 500, creations.size())))));
    }
    return ledger;
  }

  private static byte[] apply(LedgerDefinition ledger, boolean events, List<Operation> operations) {
    List<String> words = new ArrayList<>();
    words.add("EVALSHA");
    words.add(ScriptText.of(Script.APPLY).sha());
    List<String> keys = Keys.of(ledger.ledger());
    words.add(Integer.toString(keys.size()));
    words.addAll(keys);
    words.add(
        "[" + String.join(",", operations.stream().map(ScriptArguments::operation).toList()) + "]");
    words.add("");
    words.addAll(ScriptArguments.definition(ledger, "none", events, 86_400_000));
    return Resp.encode(words);
  }

  /** Transfers of one unit there and back, so that equal balances stay equal. */
  private List<byte[]> calls(Case each, LedgerDefinition ledger) {
    List<byte[]> calls = new ArrayList<>();
    List<Operation> operations = new ArrayList<>();
    int[] pair = new int[2];
    for (int i = 0; i < OPERATIONS; i++) {
      nextPair(each, i, pair);
      Operation.Options options =
          each.ids
              ? new Operation.Options("transfer-" + nextId++, null, null, null)
              : Operation.Options.NONE;
      operations.add(
          new Operation.Transfer(
              account(pair[0]), account(pair[1]), new Amount(BigInteger.ONE, 0), options));
      if (operations.size() == each.perCall) {
        calls.add(apply(ledger, each.events, operations));
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
              Resp.encode(List.of("SET", "balance:" + account(i), balance)),
              Resp.encode(List.of("ZADD", "balances:zset", balance, account(i)))));
    }
  }

  private List<byte[]> bareCalls(Case each, String sha) {
    List<byte[]> calls = new ArrayList<>();
    int[] pair = new int[2];
    for (int i = 0; i < OPERATIONS; i++) {
      nextPair(each, i, pair);
      calls.add(Resp.encode(List.of("EVALSHA", sha, "2", account(pair[0]), account(pair[1]), "1")));
    }
    return calls;
  }
}
