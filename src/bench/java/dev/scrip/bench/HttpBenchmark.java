package dev.scrip.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The requests per second and the latencies of the functions over HTTP, beside a function that does
 * nothing and the peer. In each round they are measured one after the other, each with the same
 * accounts in a Redis without other data. The table has the medians of all rounds. The programs
 * share the processors with Redis and wrk.
 *
 * <p>Arguments: the number of rounds, 5 if there is none; the seconds of each measurement, 3 if
 * there are none; and a regular expression for the functions.
 */
public final class HttpBenchmark implements AutoCloseable {

  private static final int[] CONNECTIONS = {1, 32, 256};
  private static final int WARM_UP_CONNECTIONS = 32;

  /** The fewest runs that warm a program up. */
  private static final int WARM_UPS = 12;

  private final Redis redis = Redis.start();
  private final Map<Program, Server> servers = new EnumMap<>(Program.class);
  private final List<Load> loads;
  private final int seconds;
  private long errors;

  private HttpBenchmark(Pattern wanted, int seconds) throws IOException, InterruptedException {
    this.loads =
        Stream.concat(
                Stream.of(
                    Load.NOOP,
                    Load.PEER_ADD,
                    Load.PEER_GET,
                    Load.PIPELINING_PEER_ADD,
                    Load.PIPELINING_PEER_GET),
                Load.ofScrip().stream().filter(load -> wanted.matcher(load.title()).find()))
            .toList();
    this.seconds = seconds;
  }

  /** Runs the benchmark on servers of its own. */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Pattern wanted = Pattern.compile(arguments.length > 2 ? arguments[2] : "");
    try (HttpBenchmark benchmark = new HttpBenchmark(wanted, seconds)) {
      benchmark.run(rounds);
      if (benchmark.errors > 0) {
        throw new IllegalStateException(
            benchmark.errors + " requests failed: the figures are not valid");
      }
    }
  }

  private void run(int rounds) throws IOException, InterruptedException {
    for (Program program :
        List.of(Program.NOOP, Program.PEER, Program.PIPELINING_PEER, Program.SCRIP)) {
      redis.flush();
      Server server = program.start(redis);
      servers.put(program, server);
      program.awaitReply(server);
    }
    warmUp();
    Map<Integer, Map<Load, List<Load.Result>>> results = new LinkedHashMap<>();
    for (int connections : CONNECTIONS) {
      for (int round = 0; round < rounds; round++) {
        System.err.printf("%d connections, round %d of %d%n", connections, round + 1, rounds);
        for (Load load : loads) {
          results
              .computeIfAbsent(connections, key -> new LinkedHashMap<>())
              .computeIfAbsent(load, key -> new ArrayList<>())
              .add(measure(load, connections));
        }
      }
    }
    print(results);
  }

  /** Runs the loads of each program in turn until the compilers have less to do. */
  private void warmUp() throws IOException, InterruptedException {
    for (Program program : servers.keySet()) {
      System.err.printf("warm-up of %s%n", program.title());
      List<Load> own = loads.stream().filter(load -> load.program() == program).toList();
      for (int run = 0; !own.isEmpty() && run < Math.max(WARM_UPS, own.size()); run++) {
        measure(own.get(run % own.size()), WARM_UP_CONNECTIONS);
      }
    }
  }

  private Load.Result measure(Load load, int connections) throws IOException, InterruptedException {
    Server server = servers.get(load.program());
    load.program().reset(redis, server);
    Load.Result result = load.run(server, connections, seconds);
    errors += result.errors();
    return result;
  }

  private static void print(Map<Integer, Map<Load, List<Load.Result>>> results) {
    System.out.printf(
        "%-24s %11s %10s %8s %8s %8s %8s %8s %7s%n",
        "function",
        "connections",
        "requests/s",
        "p50 ms",
        "p99 ms",
        "p99.9 ms",
        "of no-op",
        "of peer",
        "errors");
    results.forEach(
        (connections, measured) -> {
          double noop = perSecond(measured.get(Load.NOOP));
          double add = perSecond(measured.get(Load.PEER_ADD));
          double get = perSecond(measured.get(Load.PEER_GET));
          measured.forEach(
              (load, rounds) -> print(load, connections, rounds, noop, load.isWrite() ? add : get));
        });
  }

  private static void print(
      Load load, int connections, List<Load.Result> rounds, double noop, double peer) {
    double perSecond = perSecond(rounds);
    System.out.printf(
        "%-24s %11d %10.0f %8.2f %8.2f %8.2f %8.2f %8.2f %7d%n",
        load.title(),
        connections,
        perSecond,
        Medians.of(rounds, Load.Result::p50),
        Medians.of(rounds, Load.Result::p99),
        Medians.of(rounds, Load.Result::p999),
        perSecond / noop,
        perSecond / peer,
        rounds.stream().mapToLong(Load.Result::errors).sum());
  }

  private static double perSecond(List<Load.Result> measured) {
    return Medians.of(measured, Load.Result::perSecond);
  }

  @Override
  public void close() throws IOException {
    for (Server server : servers.values()) {
      server.close();
    }
    redis.close();
  }
}
