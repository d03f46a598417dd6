package dev.scrip.store;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.core.RedisServerBuilder;

/** A server for one test class, which may do to it what no other test should feel. */
public final class OwnRedis implements AutoCloseable {

  private static final int START_ATTEMPTS = 5;
  private static final Pattern SCRIPT_CALLS = Pattern.compile("cmdstat_evalsha:calls=([0-9]+)");

  private final Vertx vertx = Vertx.vertx();
  private final RedisServer server;
  private final Path files;
  private final Redis redis;
  private final int port;
  private final String process;
  private boolean isSuspended;

  private OwnRedis(RedisServer server, Path files, int port) {
    this.server = server;
    this.files = files;
    this.port = port;
    this.redis = Redis.createClient(vertx, "redis://127.0.0.1:" + port);
    this.process = info("server").replaceAll("(?s).*process_id:([0-9]+).*", "$1");
  }

  /** Another process may take the free port before Redis does, hence more than one attempt. */
  public static OwnRedis start() throws IOException {
    return start(false);
  }

  /** The same, with each write in the append-only file before it is answered. */
  static OwnRedis startDurable() throws IOException {
    return start(true);
  }

  private static OwnRedis start(boolean isDurable) throws IOException {
    Path files = Files.createTempDirectory("scrip-redis");
    for (int attempt = 1; ; attempt++) {
      try {
        int port = freePort();
        RedisServer server = server(files, port, isDurable);
        server.start();
        return new OwnRedis(server, files, port);
      } catch (IOException e) {
        if (attempt == START_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** A port of the loopback interface that is free at the moment. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The embedded 6.2; or, where the tests run against another server, the one on the path. */
  private static RedisServer server(Path files, int port, boolean isDurable) throws IOException {
    RedisServerBuilder builder =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("dir " + files)
            .setting("save \"\"")
            .setting("appendonly " + (isDurable ? "yes" : "no"))
            .setting("appendfsync always")
            .setting("maxmemory-policy noeviction");
    String external = System.getenv("SCRIP_TEST_REDIS_URL");
    if (external != null && !external.isBlank()) {
      builder.executableProvider(ExecutableProvider.newExecutableInPath("redis-server"));
    }
    return builder.build();
  }

  /** Host and port. */
  String hostAndPort() {
    return "127.0.0.1:" + port;
  }

  Redis redis() {
    return redis;
  }

  /** The address for the default user, who may do everything. */
  public String address() {
    return "redis://127.0.0.1:" + port;
  }

  /** The address for the user with the documented rights, who is created. */
  public String addressForRestrictedUser() {
    return RestrictedUser.createAt(redis, port);
  }

  /** Gives rights to that user or takes them, as ACL SETUSER says them. */
  public void changeRestrictedUser(String... rules) {
    RestrictedUser.change(redis, rules);
  }

  /** Stops the process until {@link #resume}: it keeps its connections and answers nothing. */
  public void suspend() throws IOException, InterruptedException {
    signal("STOP");
    isSuspended = true;
  }

  /** Lets a suspended process continue. */
  public void resume() throws IOException, InterruptedException {
    if (isSuspended) {
      signal("CONT");
      isSuspended = false;
    }
  }

  /** Ends the process and starts another one on the same port, with the same data. */
  public void restart() throws IOException {
    command(Command.SAVE);
    server.stop();
    server.start();
  }

  /** Ends the process of a durable server without warning, and starts another one. */
  void kill() throws IOException, InterruptedException {
    String pid = info("server").replaceAll("(?s).*process_id:([0-9]+).*", "$1");
    new ProcessBuilder("kill", "-KILL", pid).inheritIO().start().waitFor();
    server.stop();
    server.start();
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, process).inheritIO().start().waitFor();
  }

  /** How many scripts were run so far. */
  public int scriptCalls() {
    Matcher calls = SCRIPT_CALLS.matcher(info("commandstats"));
    return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
  }

  String info(String section) {
    return StoreFixture.command(redis, Command.INFO, section).toString();
  }

  /** Connections whose calls fail after this time. */
  RedisNodes nodes(Duration timeout) {
    return RestrictedUser.of(redis, nodesForAll(timeout), timeout);
  }

  /** The same for the default user, whatever user the tests are run with. */
  RedisNodes nodesForAll(Duration timeout) {
    return new RedisNodes(
        vertx, new RedisOptions().setConnectionString(address()), timeout.toMillis());
  }

  public void command(Command command, String... arguments) {
    StoreFixture.command(redis, command, arguments);
  }

  @Override
  public void close() throws IOException {
    redis.close();
    vertx.close();
    server.stop();
    try (Stream<Path> left = Files.walk(files)) {
      for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
