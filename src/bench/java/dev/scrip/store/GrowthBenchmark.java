package dev.scrip.store;

import static dev.scrip.store.MeasuredLedger.account;

import dev.scrip.bench.Medians;
import dev.scrip.bench.Redis;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Bound;
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
 * What operations and reads cost in Redis with more and more accounts: microseconds of one call,
 * bytes of memory and bytes of the append-only file.
 *
 * <p>Arguments: the number of rounds, 5 if there is none, of which the table has the medians.
 */
public final class GrowthBenchmark {

  private static final int[] ACCOUNTS = {1_000, 100_000, 1_000_000};

  /** Calls of a kind in each round. */
  private static final int CALLS = 5_000;

  /** Transfers of which the bytes are measured. */
  private static final int TRANSFERS = 20_000;

  private static final int IN_A_CALL = 100;

  private static final Amount ONE = new Amount(BigInteger.ONE, 0);

  private final Resp redis;
  private final SplittableRandom random = new SplittableRandom(1);

  private GrowthBenchmark(int port) throws IOException {
    this.redis = new Resp(port);
  }

  /** Runs the benchmark on a server of its own. */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    try (Redis server = Redis.start()) {
      new GrowthBenchmark(server.port()).run(rounds);
    }
  }

  private void run(int rounds) throws IOException, InterruptedException {
    System.out.printf(
        "%-10s %8s %8s %8s %8s %8s %9s %9s %9s %9s%n",
        "accounts",
        "add",
        "transfer",
        "top 10",
        "page",
        "history",
        "B/account",
        "B/entry",
        "AOF, 1",
        "AOF, 100");
    for (int accounts : ACCOUNTS) {
      MeasuredLedger ledger = new MeasuredLedger(redis, true);
      ledger.create(accounts, i -> BigInteger.valueOf(1_000_000 + i));
      double perAccount = (double) (bytes("balances") + bytes("ranking")) / accounts;
      System.out.printf(
          "%-10d %8.1f %8.1f %8.1f %8.1f %8.1f %9.0f %9.0f",
          accounts,
          micros(rounds, ledger, () -> ledger.apply(List.of(add(accounts, ledger.newId())))),
          micros(rounds, ledger, () -> ledger.apply(List.of(transfer(accounts, ledger.newId())))),
          micros(rounds, ledger, () -> ledger.call(Script.GET_TOP_HOLDERS, "10")),
          micros(rounds, ledger, () -> ledger.call(Script.GET_ALL, pageFrom(accounts))),
          micros(rounds, ledger, () -> ledger.call(Script.GET_HISTORY, historyOf(accounts))),
          perAccount,
          entryBytes(ledger, accounts));
      redis.call("CONFIG", "SET", "appendonly", "yes");
      while (!persistence("aof_rewrite_in_progress").equals("0")) {
        Thread.sleep(100);
      }
      System.out.printf(
          " %9.0f %9.0f%n", fileBytes(ledger, accounts, 1), fileBytes(ledger, accounts, IN_A_CALL));
      redis.call("CONFIG", "SET", "appendonly", "no");
    }
  }

  private int any(int accounts) {
    return random.nextInt(accounts);
  }

  private Operation add(int accounts, Operation.Options options) {
    return new Operation.Add(account(any(accounts)), ONE, options);
  }

  private Operation transfer(int accounts, Operation.Options options) {
    int from = any(accounts);
    int to = (from + 1 + any(accounts - 1)) % accounts;
    return new Operation.Transfer(account(from), account(to), ONE, options);
  }

  /** A page of 100 accounts that begins anywhere in the ranking. */
  private String pageFrom(int accounts) {
    Amount low = new Amount(BigInteger.valueOf(1_000_000 + any(accounts)), 0);
    return PageArguments.accounts(new Bound(low, false), null, null, 100);
  }

  private String historyOf(int accounts) {
    return PageArguments.history(account(any(accounts)), null, 10);
  }

  private double micros(int rounds, MeasuredLedger ledger, Supplier<byte[]> call)
      throws IOException {
    List<Double> each = new ArrayList<>();
    for (int round = -1; round < rounds; round++) {
      double micros = ledger.micros(Stream.generate(call).limit(CALLS).toList()) / CALLS;
      if (round >= 0) {
        each.add(micros);
      }
    }
    return Medians.of(each, Double::doubleValue);
  }

  private List<byte[]> transfers(MeasuredLedger ledger, int accounts, int inCall) {
    List<byte[]> calls = new ArrayList<>();
    for (int i = 0; i < TRANSFERS / inCall; i++) {
      calls.add(
          ledger.apply(
              Stream.generate(() -> transfer(accounts, Operation.Options.NONE))
                  .limit(inCall)
                  .toList()));
    }
    return calls;
  }

  /** The bytes of memory that the entry of a transfer without an id takes. */
  private double entryBytes(MeasuredLedger ledger, int accounts) throws IOException {
    List<byte[]> calls = transfers(ledger, accounts, IN_A_CALL);
    long before = bytes("transactions");
    ledger.micros(calls);
    return (double) (bytes("transactions") - before) / TRANSFERS;
  }

  /** The bytes that a transfer without an id adds to the append-only file. */
  private double fileBytes(MeasuredLedger ledger, int accounts, int inCall) throws IOException {
    List<byte[]> calls = transfers(ledger, accounts, inCall);
    long before = Long.parseLong(persistence("aof_current_size"));
    ledger.micros(calls);
    return (double) (Long.parseLong(persistence("aof_current_size")) - before) / TRANSFERS;
  }

  private long bytes(String key) throws IOException {
    return Long.parseLong(
        redis.call("MEMORY", "USAGE", "{bench}:" + key, "SAMPLES", "0").toString());
  }

  private String persistence(String field) throws IOException {
    Matcher value =
        Pattern.compile(field + ":([0-9]+)").matcher(redis.call("INFO", "persistence").toString());
    if (!value.find()) {
      throw new IllegalStateException("INFO has no " + field);
    }
    return value.group(1);
  }
}
