package dev.scrip.bench;

import dev.scrip.store.ScriptNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A ledger of many accounts in a Redis and an application of its own, whose heap has 128 MiB. Redis
 * has the highest priority, if the user may give it, so that the time of its calls is their own.
 */
final class LargeLedger implements AutoCloseable {

  /** The most operations of a batch. */
  static final int BATCH = 500;

  private static final int CONNECTIONS = 32;
  private static final int SECONDS = 5;

  /** As the client of the application spells them, and scripts do not. */
  private static final Set<String> READS =
      Set.of("hscan", "zscan", "zrange", "xrange", "xrevrange");

  private final Redis redis = Redis.startPreferred();
  private final Server server;

  /** A ledger with so many accounts, each created by an entry. */
  LargeLedger(int accounts) throws IOException, InterruptedException {
    this(accounts, Map.of());
  }

  /** The same, with settings by the names of their environment variables. */
  LargeLedger(int accounts, Map<String, String> settings) throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(settings);
    all.put("JAVA_TOOL_OPTIONS", "-Xmx128m");
    all.put("SCRIP_JOBS_REPLY_AFTER", "600s");
    server = Program.SCRIP.start(redis, all);
    Program.SCRIP.awaitReply(server);
    for (int first = 0; first < accounts; first += BATCH) {
      create(first, Math.min(BATCH, accounts - first));
    }
  }

  Server server() {
    return server;
  }

  /** Creates accounts with these numbers. */
  void create(int first, int count) throws IOException, InterruptedException {
    send("create", first, count);
  }

  /** Adds to accounts with these numbers. */
  void add(int first, int count) throws IOException, InterruptedException {
    send("add", first, count);
  }

  private void send(String function, int first, int count)
      throws IOException, InterruptedException {
    String operation =
        "{'function':'" + function + "','input':{'account':'account-%d','amount':1000000}}";
    String operations =
        IntStream.range(first, first + count)
            .mapToObj(operation::formatted)
            .collect(Collectors.joining(","));
    server.post("/batch", ("{'operations':[" + operations + "]}").replace('\'', '"'));
  }

  /** Sends transfers among the first 1,000 accounts for some seconds; returns those in a second. */
  double transfers() throws IOException, InterruptedException {
    return Load.TRANSFER.run(server, CONNECTIONS, SECONDS).perSecond();
  }

  /**
   * Does something again and again while transfers are sent, until it was done at least once. Calls
   * of more than a millisecond are noted by Redis meanwhile.
   *
   * @param work returns the time that it took
   * @param times receives the times
   * @param perSecond receives the transfers in a second, of some seconds each
   */
  void besideTransfers(Callable<Double> work, List<Double> times, List<Double> perSecond)
      throws Exception {
    noteLongCalls(true);
    AtomicBoolean isWanted = new AtomicBoolean(true);
    CountDownLatch ended = new CountDownLatch(1);
    ExecutorService worker = Executors.newSingleThreadExecutor();
    try {
      Future<?> running =
          worker.submit(
              () -> {
                while (isWanted.get()) {
                  times.add(work.call());
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
      worker.shutdownNow();
      noteLongCalls(false);
    }
  }

  /** Has Redis note calls of more than a millisecond, or none. */
  void noteLongCalls(boolean isWanted) throws IOException, InterruptedException {
    redis("config", "set", "slowlog-max-len", "100000");
    redis("config", "set", "slowlog-log-slower-than", isWanted ? "1000" : "-1");
  }

  /**
   * Prints how many calls of each script, and of the plain commands of readers, took more than a
   * millisecond, and the longest. Those of the transfers, which take less than a tenth of that,
   * tell for how long the machine kept Redis from running.
   */
  void printLongestCalls() throws IOException, InterruptedException {
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
                "    %s: %d calls over 1 ms, %d over 5 ms, the longest %.1f ms%n",
                name,
                times.size(),
                times.stream().filter(each -> each > 5_000).count(),
                times.stream().mapToLong(Long::longValue).max().orElse(0) / 1e3));
    redis("slowlog", "reset");
  }

  private static Long number(String line) {
    return Long.valueOf(line.strip());
  }

  /** Sends a command to Redis and returns its output. */
  String redis(String... arguments) throws IOException, InterruptedException {
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
