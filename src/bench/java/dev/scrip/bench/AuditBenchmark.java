package dev.scrip.bench;

import dev.scrip.store.ScriptNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The time of audits of ledgers of some sizes, alone and beside transfers over HTTP; how many of
 * these there are with and without an audit; and the longest calls in Redis. The application has a
 * heap of 128 MiB.
 *
 * <p>Arguments: the numbers of accounts.
 */
public final class AuditBenchmark implements AutoCloseable {

  private static final String FULL = "{\"full\":true}";

  /** As the client of the application spells them, and scripts do not. */
  private static final Set<String> READS = Set.of("hscan", "zscan", "xrange", "xrevrange");

  private static final int BATCH = 500;
  private static final int CONNECTIONS = 32;
  private static final int SECONDS = 5;
  private static final int ROUNDS = 3;

  private final Redis redis = Redis.start();
  private final Server server;

  private AuditBenchmark() throws IOException, InterruptedException {
    server = Program.SCRIP.start(redis, Map.of("JAVA_TOOL_OPTIONS", "-Xmx128m"));
    Program.SCRIP.awaitReply(server);
  }

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
    for (String accounts : arguments) {
      try (AuditBenchmark benchmark = new AuditBenchmark()) {
        benchmark.run(Integer.parseInt(accounts));
      }
    }
  }

  private void run(int accounts) throws Exception {
    for (int first = 0; first < accounts; first += BATCH) {
      create(first, Math.min(BATCH, accounts - first));
    }
    for (int round = 0; round < ROUNDS; round++) {
      server.post("/audit", FULL);
    }
    List<Double> full = new ArrayList<>();
    List<Double> again = new ArrayList<>();
    List<Double> few = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      full.add(seconds(FULL));
      again.add(seconds("{}"));
      for (int batch = 0; batch < 10; batch++) {
        create(accounts + (10 * round + batch) * BATCH, BATCH);
      }
      few.add(seconds("{}"));
    }
    // The first runs warm up.
    transfers();
    for (int round = 0; round < ROUNDS; round++) {
      without.add(transfers());
      besideAudits(beside, with);
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
        server.residentMebibytes());
    printLongestCalls();
  }

  private void create(int first, int count) throws IOException, InterruptedException {
    String operations =
        IntStream.range(first, first + count)
            .mapToObj(
                i ->
                    "{'function':'create','input':{'account':'account-%d','amount':1000000}}"
                        .formatted(i))
            .collect(Collectors.joining(","));
    server.post("/batch", ("{'operations':[" + operations + "]}").replace('\'', '"'));
  }

  private double seconds(String request) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    String reply = server.post("/audit", request);
    if (!reply.contains("\"differenceCount\":0,")) {
      throw new IllegalStateException(reply.substring(0, Math.min(reply.length(), 500)));
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private double transfers() throws IOException, InterruptedException {
    return Load.TRANSFER.run(server, CONNECTIONS, SECONDS).perSecond();
  }

  /** Runs audits one after the other while transfers are sent, until at least one has ended. */
  private void besideAudits(List<Double> times, List<Double> perSecond) throws Exception {
    redis("config", "set", "slowlog-log-slower-than", "1000");
    redis("config", "set", "slowlog-max-len", "100000");
    AtomicBoolean isWanted = new AtomicBoolean(true);
    CountDownLatch ended = new CountDownLatch(1);
    ExecutorService auditor = Executors.newSingleThreadExecutor();
    try {
      Future<?> running =
          auditor.submit(
              () -> {
                while (isWanted.get()) {
                  times.add(seconds(FULL));
                  ended.countDown();
                }
                return null;
              });
      do {
        perSecond.add(transfers());
      } while (ended.getCount() > 0 && !running.isDone());
      isWanted.set(false);
      running.get();
    } finally {
      auditor.shutdownNow();
      redis("config", "set", "slowlog-log-slower-than", "-1");
    }
  }

  /**
   * Prints how many calls of each script, and of the plain commands of audits, took more than a
   * millisecond, and the longest.
   */
  private void printLongestCalls() throws IOException, InterruptedException {
    Map<String, List<Long>> micros = new TreeMap<>();
    String[] lines = redis("slowlog", "get", "100000").split("\n", -1);
    // Each call is a number, a time, the microseconds, and the words of the command.
    for (int i = 3; i < lines.length; i++) {
      String script = ScriptNames.byHash().get(lines[i].strip());
      if (script != null && lines[i - 1].strip().equalsIgnoreCase("EVALSHA")) {
        micros.computeIfAbsent(script, unknown -> new ArrayList<>()).add(number(lines[i - 2]));
      } else if (READS.contains(lines[i].strip()) && lines[i - 1].matches("[0-9]+\\s*")) {
        micros
            .computeIfAbsent(lines[i].strip(), unknown -> new ArrayList<>())
            .add(number(lines[i - 1]));
      }
    }
    micros.forEach(
        (name, times) ->
            System.out.printf(
                "    %s: %d calls over 1 ms, the longest %.1f ms%n",
                name,
                times.size(),
                times.stream().mapToLong(Long::longValue).max().orElse(0) / 1e3));
  }

  private static Long number(String line) {
    return Long.valueOf(line.strip());
  }

  private String redis(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(redis.port())));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(output);
    }
    return output;
  }

  @Override
  public void close() throws IOException {
    server.close();
    redis.close();
  }
}
