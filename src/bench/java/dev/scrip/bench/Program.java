package dev.scrip.bench;

import dev.scrip.store.OwnRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A program that is measured. Each has 1,000 accounts with balances that differ, if it has any. */
enum Program {
  /** The packaged application. */
  SCRIP("Scrip, JVM") {
    @Override
    List<String> command() {
      return java(Path.of("target/quarkus-app/quarkus-run.jar"));
    }
  },

  /** The same with an archive of its classes, as the image starts it. */
  SCRIP_ARCHIVED("Scrip, JVM, archive") {
    @Override
    List<String> command() {
      return java(COPY.resolve("quarkus-run.jar"), "-XX:SharedArchiveFile=" + archive());
    }

    @Override
    boolean exists() {
      return Files.exists(archive());
    }

    private static Path archive() {
      return COPY.resolve("classes.jsa");
    }
  },

  /** The native binary of the application. */
  SCRIP_NATIVE("Scrip, native") {
    @Override
    List<String> command() throws IOException {
      return List.of(runner().toString());
    }

    @Override
    boolean exists() throws IOException {
      return runner() != null;
    }

    private static Path runner() throws IOException {
      try (Stream<Path> files = Files.list(Path.of("target"))) {
        return files.filter(file -> file.toString().endsWith("-runner")).findAny().orElse(null);
      }
    }
  },

  /** A function that does nothing, as funqy-http serves it. */
  NOOP("no-op, JVM") {
    @Override
    List<String> command() {
      return java(Path.of("src/bench/noop/target/quarkus-app/quarkus-run.jar"));
    }

    @Override
    double awaitReply(Server server) throws IOException, InterruptedException {
      return server.awaitReply("/noop", "{\"account\":\"first\",\"amount\":1}");
    }

    @Override
    void createAccounts(Server server) {}
  },

  /** A small server on Node with the functions of pointomatic. */
  PEER("peer, Node") {
    @Override
    List<String> command() {
      return List.of("node", "src/bench/peer/server.js");
    }

    @Override
    double awaitReply(Server server) throws IOException, InterruptedException {
      return server.awaitReply("/create", "{\"key\":\"first\",\"value\":1}");
    }

    @Override
    void createAccounts(Server server) throws IOException, InterruptedException {
      for (int i = 0; i < ACCOUNTS; i++) {
        server.post(
            "/create", "{\"key\":\"account-%d\",\"value\":%d}".formatted(i, BALANCE + 10 * i));
      }
    }
  },

  /** The same server, whose client sends the commands of concurrent requests together. */
  PIPELINING_PEER("pipelining peer, Node") {
    @Override
    List<String> command() throws IOException {
      return PEER.command();
    }

    @Override
    double awaitReply(Server server) throws IOException, InterruptedException {
      return PEER.awaitReply(server);
    }

    @Override
    void createAccounts(Server server) throws IOException, InterruptedException {
      PEER.createAccounts(server);
    }
  };

  /** Where src/bench/run has put a copy of the application with an archive. */
  private static final Path COPY = Path.of("target/archived");

  /** As many as src/bench/wrk/requests.lua draws from. */
  private static final int ACCOUNTS = 1_000;

  private static final int BALANCE = 1_000_000;

  /** The most operations of a batch. */
  private static final int BATCH = 500;

  /** Entries of the account whose history is read. */
  private static final int ENTRIES = 100;

  private final String title;

  Program(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  abstract List<String> command() throws IOException;

  boolean exists() throws IOException {
    return true;
  }

  /** A JVM with the collector that the image has. */
  private static List<String> java(Path jar, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseParallelGC");
    command.addAll(List.of(options));
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  /** Starts the program and does not wait for it. */
  Server start(Redis redis) throws IOException {
    return start(redis, Map.of());
  }

  /** Starts the program with further variables in its environment. */
  Server start(Redis redis, Map<String, String> variables) throws IOException {
    int port = OwnRedis.freePort();
    Map<String, String> settings = new HashMap<>(variables);
    settings.put("PORT", Integer.toString(port));
    settings.put("AUTO_PIPELINING", Boolean.toString(this == PIPELINING_PEER));
    settings.put("REDIS_PORT", Integer.toString(redis.port()));
    settings.put("QUARKUS_HTTP_HOST", Server.LOOPBACK);
    settings.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    settings.put("SCRIP_REDIS_URL", "redis://" + Server.LOOPBACK + ":" + redis.port());
    settings.put("SCRIP_SECURITY_ENABLED", "false");
    settings.put("SCRIP_LEDGERS_POINTS_KIND", "points");
    settings.put("SCRIP_LEDGERS_POINTS_LOG", "true");
    settings.put("SCRIP_LEDGERS_POINTS_MIN", "0");
    settings.put("SCRIP_LEDGERS_POINTS_MAX", "9".repeat(40));
    settings.put("SCRIP_LEDGERS_TOKEN_KIND", "token");
    settings.put("SCRIP_LEDGERS_TOKEN_TOTAL_SUPPLY", "1" + "0".repeat(12));
    return new Server(port, settings, command());
  }

  /** Waits for the first reply of a server without data; returns the time since its start in ms. */
  double awaitReply(Server server) throws IOException, InterruptedException {
    return server.awaitReply("/getInfo", "{}");
  }

  /** Deletes all data and creates the accounts anew. */
  final void reset(Redis redis, Server server) throws IOException, InterruptedException {
    redis.flush();
    createAccounts(server);
  }

  /** Creates the accounts in an empty Redis. */
  void createAccounts(Server server) throws IOException, InterruptedException {
    server.post("/initialize", "{\"ledger\":\"token\"}");
    for (int first = 0; first < ACCOUNTS; first += BATCH) {
      IntStream numbers = IntStream.range(first, first + BATCH);
      server.post(
          "/batch",
          batch(numbers, "create", "'account':'account-%1$d','amount':%2$d,'reason':'trial'"));
    }
    for (int first = 0; first < ACCOUNTS; first += BATCH) {
      IntStream numbers = IntStream.range(first, first + BATCH);
      server.post(
          "/batch",
          batch(
              numbers,
              "transfer",
              "'ledger':'token','from':'treasury','to':'account-%1$d','amount':%2$d"));
    }
    server.post(
        "/batch", batch(IntStream.range(0, ENTRIES), "add", "'account':'account-0','amount':1"));
  }

  private static String batch(IntStream numbers, String function, String input) {
    String operation = "{'function':'" + function + "','input':{" + input + "}}";
    List<String> operations =
        numbers.mapToObj(i -> operation.formatted(i, BALANCE + 10 * i)).toList();
    return ("{'operations':[" + String.join(",", operations) + "]}").replace('\'', '"');
  }
}
