package dev.scrip.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The time of weighted sums of ledgers of some sizes, which change every account: alone, beside the
 * ZUNIONSTORE of the same balances, and beside transfers over HTTP; how many of these there are
 * with and without a sum; the memory in Redis; and the longest calls.
 *
 * <p>Arguments: the number of rounds, and the numbers of accounts.
 */
public final class SumBenchmark {

  private static final String SUM = "{\"destination\":\"points\",\"weights\":{\"points\":2}}";
  private static final String COPY = "{\"destination\":\"copy\",\"weights\":{\"points\":1}}";
  private static final int POLL_MILLIS = 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LargeLedger ledger;

  /**
   * A sum.
   *
   * @param read seconds for which it has read
   * @param post seconds for which it has posted
   * @param work the most bytes of its list of pages in Redis
   */
  private record Sum(double read, double post, double work) {

    double seconds() {
      return read + post;
    }
  }

  private SumBenchmark(LargeLedger ledger) {
    this.ledger = ledger;
  }

  /** Runs the benchmark on servers of its own. */
  public static void main(String[] arguments) throws Exception {
    System.out.printf(
        "%9s %9s %9s %9s %9s %9s %9s %11s %11s %6s %9s %9s%n",
        "accounts",
        "read s",
        "post s",
        "copy s",
        "ZUNION s",
        "beside s",
        "copy s",
        "transfers/s",
        "with sum",
        "ratio",
        "work MiB",
        "RSS MiB");
    for (int i = 1; i < arguments.length; i++) {
      int accounts = Integer.parseInt(arguments[i]);
      try (LargeLedger ledger = new LargeLedger(accounts)) {
        new SumBenchmark(ledger).run(accounts, Integer.parseInt(arguments[0]));
      }
    }
  }

  private void run(int accounts, int rounds) throws Exception {
    // The first runs warm up.
    sum(COPY);
    for (int i = 0; i < 3; i++) {
      double unused = ledger.transfers();
    }
    List<Sum> alone = new ArrayList<>();
    List<Sum> copies = new ArrayList<>();
    List<Double> union = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    List<Double> copiesBeside = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      alone.add(sum(SUM));
      union.add(union());
      copies.add(sum(COPY));
      for (int i = 0; i < 3; i++) {
        without.add(ledger.transfers());
      }
      ledger.besideTransfers(() -> sum(SUM).seconds(), beside, with);
      ledger.besideTransfers(() -> sum(COPY).seconds(), copiesBeside, with);
    }
    double transfers = Medians.of(without, each -> each);
    System.out.printf(
        "%9d %9.2f %9.2f %9.2f %9.2f %9.2f %9.2f %11.0f %11.0f %6.2f %9.1f %9.0f%n",
        accounts,
        Medians.of(alone, Sum::read),
        Medians.of(alone, Sum::post),
        Medians.of(copies, Sum::seconds),
        Medians.of(union, each -> each),
        Medians.of(beside, each -> each),
        Medians.of(copiesBeside, each -> each),
        transfers,
        Medians.of(with, each -> each),
        Medians.of(with, each -> each) / transfers,
        Medians.of(alone, Sum::work) / (1 << 20),
        ledger.server().residentMebibytes());
    ledger.printLongestCalls();
  }

  private double union() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    ledger.redis("zunionstore", "{points}:union", "1", "{points}:ranking", "weights", "2");
    double seconds = (System.nanoTime() - begin) / 1e9;
    ledger.redis("unlink", "{points}:union");
    return seconds;
  }

  /** Makes a sum, and looks at its job now and then. */
  private Sum sum(String request) throws Exception {
    ExecutorService caller = Executors.newSingleThreadExecutor();
    try {
      Future<String> reply = caller.submit(() -> ledger.server().post("/wsum", request));
      double read = 0;
      long work = 0;
      while (!reply.isDone()) {
        Thread.sleep(POLL_MILLIS);
        JsonNode job = job();
        // The list is longest when the first page of it is posted.
        if (work == 0 && job.path("phase").asText().equals("post")) {
          read = seconds(job.get("begun").asText(), Instant.now().toString());
          String bytes = ledger.redis("memory", "usage", "{points}:work").strip();
          work = bytes.isEmpty() ? 1 : Long.parseLong(bytes);
        }
      }
      JsonNode sum = JSON.readTree(reply.get());
      if (sum.path("count").asLong() == 0) {
        throw new IllegalStateException(sum.toString());
      }
      JsonNode job = job();
      double all = seconds(job.get("begun").asText(), job.get("ended").asText());
      return new Sum(read, all - read, work);
    } finally {
      caller.shutdownNow();
    }
  }

  private JsonNode job() throws IOException, InterruptedException {
    return JSON.readTree(ledger.server().post("/getJob", "{}")).path("job");
  }

  private static double seconds(String begin, String end) {
    return Duration.between(Instant.parse(begin), Instant.parse(end)).toMillis() / 1e3;
  }
}
