package dev.scrip.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The time from the start of a process to its first reply, and its resident memory then and after
 * some seconds of additions. The table has the medians of all starts. The native binary is measured
 * if it has been built.
 *
 * <p>Arguments: the number of starts of each program, 5 if there is none; and the seconds of
 * additions, 3 if there are none.
 */
public final class StartBenchmark {

  private static final int CONNECTIONS = 32;

  private record Start(double millis, double mebibytes, double mebibytesAfterLoad) {}

  private StartBenchmark() {}

  /** Runs the benchmark on servers of its own. */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Map<Program, List<Start>> starts = new LinkedHashMap<>();
    try (Redis redis = Redis.start()) {
      for (int round = 0; round < rounds; round++) {
        for (Program program : Program.values()) {
          if (program.exists() && program != Program.PIPELINING_PEER) {
            starts
                .computeIfAbsent(program, key -> new ArrayList<>())
                .add(start(program, redis, seconds));
          }
        }
      }
    }
    System.out.printf(
        "%-24s %14s %10s %14s%n", "start", "first reply ms", "MiB then", "MiB after load");
    starts.forEach(
        (program, measured) ->
            System.out.printf(
                "%-24s %14.0f %10.1f %14.1f%n",
                program.title(),
                Medians.of(measured, Start::millis),
                Medians.of(measured, Start::mebibytes),
                Medians.of(measured, Start::mebibytesAfterLoad)));
  }

  private static Start start(Program program, Redis redis, int seconds)
      throws IOException, InterruptedException {
    redis.flush();
    try (Server server = program.start(redis)) {
      double millis = program.awaitReply(server);
      double mebibytes = server.residentMebibytes();
      program.reset(redis, server);
      Load.Result result = load(program).run(server, CONNECTIONS, seconds);
      if (result.errors() > 0) {
        throw new IllegalStateException(program.title() + ": " + result.errors() + " errors");
      }
      return new Start(millis, mebibytes, server.residentMebibytes());
    }
  }

  private static Load load(Program program) {
    return switch (program) {
      case SCRIP, SCRIP_ARCHIVED, SCRIP_NATIVE -> Load.add(program);
      case NOOP -> Load.NOOP;
      case PEER -> Load.PEER_ADD;
      case PIPELINING_PEER -> Load.PIPELINING_PEER_ADD;
    };
  }
}
