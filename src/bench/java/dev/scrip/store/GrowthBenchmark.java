package dev.scrip.store;

import static dev.scrip.store.MeasuredLedger.account;

import dev.scrip.bench.Medians;
import dev.scrip.bench.Redis;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Bound;
import dev.scrip.domain.HistoryQuery;
import dev.scrip.domain.Operation;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What operations and reads cost in Redis with more and more accounts, with a ranking and without:
 * microseconds of one call, beside those of a ZADD alone that moves two members; bytes of memory
 * and bytes of the append-only file.
 *
 * <p>Arguments: the number of rounds, 5 if there is none, of which the table has the medians.
 */
public final class GrowthBenchmark {

  private static final int[] ACCOUNTS = {1_000, 100_000, 1_000_000};

  /** Calls of a kind in each round. */
  private static final int CALLS = 5_000;

  /** Transfers of which the bytes are measured. */
  private static final int TRANSFERS = 20_000;

  private static final int FIRST_BALANCE = 1_000_000;
  private static final Amount ONE = new Amount(BigInteger.ONE, 0);

  private final Resp redis;
  private final int rounds;
  private final int accounts;
  private final boolean ranking;
  private final MeasuredLedger ledger;
  private final SplittableRandom random = new SplittableRandom(1);

  private GrowthBenchmark(Resp redis, int rounds, int accounts, boolean ranking)
      throws IOException {
    this.redis = redis;
    this.rounds = rounds;
    this.accounts = accounts;
    this.ranking = ranking;
    this.ledger = new MeasuredLedger(redis, true, ranking);
    ledger.create(accounts, GrowthBenchmark::balance);
  }

  /** Runs the benchmark on a server of its own. */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    System.out.printf(
        "%-18s %8s %8s %8s %8s %8s %8s %9s %9s %9s %9s%n",
        "accounts",
        "add",
        "transfer",
        "ZADD",
        "top 10",
        "page",
        "history",
        "B/account",
        "B/entry",
        "AOF, 1",
        "AOF, 100");
    try (Redis server = Redis.start()) {
      Resp redis = new Resp(server.port());
      for (boolean ranking : new boolean[] {true, false}) {
        for (int accounts : ACCOUNTS) {
          new GrowthBenchmark(redis, rounds, accounts, ranking).run();
        }
      }
    }
  }

  private static BigInteger balance(int account) {
    return BigInteger.valueOf(FIRST_BALANCE + account);
  }

  private void run() throws IOException, InterruptedException {
    long keys = bytes("balances") + (ranking ? bytes("ranking") : 0);
    System.out.printf(
        "%-18s %8.1f %8.1f %8s %8s %8.1f %8.1f %9.0f %9.0f",
        accounts + (ranking ? "" : " unranked"),
        micros(() -> ledger.apply(List.of(add()))),
        micros(() -> ledger.apply(List.of(transfer(ledger.newId())))),
        ranking ? "%.1f".formatted(zaddMicros()) : "",
        ranking ? "%.1f".formatted(micros(() -> ledger.call(Script.GET_TOP_HOLDERS, "10"))) : "",
        micros(() -> ledger.call(Script.GET_ALL, page())),
        micros(
            () ->
                ledger.call(
                    Script.GET_HISTORY,
                    PageArguments.history(HistoryQuery.of(any()), null, null, 10))),
        (double) keys / accounts,
        entryBytes());
    redis.call("CONFIG", "SET", "appendonly", "yes");
    while (persistence("aof_rewrite_in_progress") != 0) {
      Thread.sleep(100);
    }
    System.out.printf(" %9.0f %9.0f%n", fileBytes(1), fileBytes(100));
    redis.call("CONFIG", "SET", "appendonly", "no");
  }

  private String any() {
    return account(random.nextInt(accounts));
  }

  private Operation add() {
    return new Operation.Add(any(), ONE, ledger.newId());
  }

  private Operation transfer(Operation.Options options) {
    int from = random.nextInt(accounts);
    int to = (from + 1 + random.nextInt(accounts - 1)) % accounts;
    return new Operation.Transfer(account(from), account(to), ONE, options);
  }

  /** A page of 100 accounts: from anywhere in the ranking, or the first of a ledger without one. */
  private String page() {
    if (!ranking) {
      return PageArguments.accounts(null, null, 100);
    }
    Amount low = new Amount(balance(random.nextInt(accounts)), 0);
    return PageArguments.accounts(null, new Bound(low, false), null, null, 100);
  }

  private double micros(Supplier<byte[]> call) throws IOException {
    return median("evalsha", call);
  }

  /** The median time of a command in Redis, after a round to begin with. */
  private double median(String command, Supplier<byte[]> call) throws IOException {
    List<Double> each = new ArrayList<>();
    for (int round = -1; round < rounds; round++) {
      double micros = ledger.micros(command, Stream.generate(call).limit(CALLS).toList());
      if (round >= 0) {
        each.add(micros / CALLS);
      }
    }
    return Medians.of(each, Double::doubleValue);
  }

  /** What the ranking costs a transfer at least: a ZADD that moves two members by one. */
  private double zaddMicros() throws IOException {
    redis.call("COPY", "{bench}:ranking", "{bench}:copy");
    double micros = median("zadd", this::zadd);
    redis.call("UNLINK", "{bench}:copy");
    return micros;
  }

  private byte[] zadd() {
    int first = random.nextInt(accounts);
    int second = random.nextInt(accounts);
    return Resp.encode(
        List.of(
            "ZADD",
            "{bench}:copy",
            balance(first + 1 - random.nextInt(3)).toString(),
            account(first),
            balance(second + 1 - random.nextInt(3)).toString(),
            account(second)));
  }

  private List<byte[]> transfers(int inCall) {
    List<byte[]> calls = new ArrayList<>();
    for (int i = 0; i < TRANSFERS / inCall; i++) {
      calls.add(
          ledger.apply(
              Stream.generate(() -> transfer(Operation.Options.NONE)).limit(inCall).toList()));
    }
    return calls;
  }

  /** The bytes of memory that the entry of a transfer without an id takes. */
  private double entryBytes() throws IOException {
    List<byte[]> calls = transfers(100);
    long before = bytes("transactions");
    ledger.micros(calls);
    return (double) (bytes("transactions") - before) / TRANSFERS;
  }

  /** The bytes that a transfer without an id adds to the append-only file. */
  private double fileBytes(int inCall) throws IOException {
    List<byte[]> calls = transfers(inCall);
    long before = persistence("aof_current_size");
    ledger.micros(calls);
    return (double) (persistence("aof_current_size") - before) / TRANSFERS;
  }

  private long bytes(String key) throws IOException {
    return Long.parseLong(
        redis.call("MEMORY", "USAGE", "{bench}:" + key, "SAMPLES", "0").toString());
  }

  private long persistence(String field) throws IOException {
    Matcher value =
        Pattern.compile(field + ":([0-9]+)").matcher(redis.call("INFO", "persistence").toString());
    if (!value.find()) {
      throw new IllegalStateException("INFO has no " + field);
    }
    return Long.parseLong(value.group(1));
  }
}
