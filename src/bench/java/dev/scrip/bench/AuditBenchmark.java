package dev.scrip.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The time of audits of ledgers of some sizes, alone and beside transfers over HTTP; how many of
 * these there are with and without an audit; and the longest calls in Redis.
 *
 * <p>Arguments: the number of rounds, and the numbers of accounts.
 */
public final class AuditBenchmark {

  private static final String FULL = "{\"full\":true}";

  private AuditBenchmark() {}

  /** Runs the benchmark on servers of its own. */
  public static void main(String[] arguments) throws Exception {
    System.out.printf(
        "%9s %9s %9s %9s %9s %11s %11s %6s %9s%n",
        "accounts",
        "full s",
        "again s",
        "new s",
        "beside s",
        "transfers/s",
        "with audit",
        "ratio",
        "RSS MiB");
    for (int i = 1; i < arguments.length; i++) {
      int accounts = Integer.parseInt(arguments[i]);
      try (LargeLedger ledger = new LargeLedger(accounts)) {
        run(ledger, accounts, Integer.parseInt(arguments[0]));
      }
    }
  }

  private static void run(LargeLedger ledger, int accounts, int rounds) throws Exception {
    List<Double> full = new ArrayList<>();
    List<Double> again = new ArrayList<>();
    List<Double> few = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    // The first runs warm up.
    seconds(ledger, FULL);
    for (int round = 0; round < rounds; round++) {
      full.add(seconds(ledger, FULL));
      again.add(seconds(ledger, "{}"));
      for (int batch = 0; batch < 10; batch++) {
        int first = accounts + (10 * round + batch) * LargeLedger.BATCH;
        ledger.create(first, LargeLedger.BATCH);
      }
      few.add(seconds(ledger, "{}"));
    }
    for (int i = 0; i < 3; i++) {
      double unused = ledger.transfers();
    }
    for (int round = 0; round < rounds; round++) {
      // As many as beside an audit of a large ledger, because machines change their pace.
      for (int i = 0; i < 6; i++) {
        without.add(ledger.transfers());
      }
      ledger.besideTransfers(() -> seconds(ledger, FULL), beside, with);
    }
    double alone = Medians.of(without, each -> each);
    System.out.printf(
        "%9d %9.2f %9.2f %9.2f %9.2f %11.0f %11.0f %6.2f %9.0f%n",
        accounts,
        Medians.of(full, each -> each),
        Medians.of(again, each -> each),
        Medians.of(few, each -> each),
        Medians.of(beside, each -> each),
        alone,
        Medians.of(with, each -> each),
        Medians.of(with, each -> each) / alone,
        ledger.server().residentMebibytes());
    ledger.printLongestCalls();
  }

  private static double seconds(LargeLedger ledger, String request)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    String reply = ledger.server().post("/audit", request);
    if (!reply.contains("\"differenceCount\":0,")) {
      throw new IllegalStateException(reply.substring(0, Math.min(reply.length(), 500)));
    }
    return (System.nanoTime() - begin) / 1e9;
  }
}
