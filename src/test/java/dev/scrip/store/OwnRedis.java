package dev.scrip.store;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.core.RedisServerBuilder;

/** A server for one test class, which may do to it what no other test should feel. */
final class OwnRedis implements AutoCloseable {

  private static final int START_ATTEMPTS = 5;

  private final Vertx vertx = Vertx.vertx();
  private final RedisServer server;
  private final Redis redis;
  private final int port;

  private OwnRedis(RedisServer server, int port) {
    this.server = server;
    this.port = port;
    this.redis = Redis.createClient(vertx, "redis://127.0.0.1:" + port);
  }

  /** Another process may take the free port before Redis does, hence more than one attempt. */
  static OwnRedis start() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        int port = freePort();
        RedisServer server = server(port);
        server.start();
        return new OwnRedis(server, port);
      } catch (IOException e) {
        if (attempt == START_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The embedded 6.2; or, where the tests run against another server, the one on the path. */
  private static RedisServer server(int port) throws IOException {
    RedisServerBuilder builder =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("appendonly no")
            .setting("maxmemory-policy noeviction");
    String external = System.getenv("SCRIP_TEST_REDIS_URL");
    if (external != null && !external.isBlank()) {
      builder.executableProvider(ExecutableProvider.newExecutableInPath("redis-server"));
    }
    return builder.build();
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + port;
  }

  Redis redis() {
    return redis;
  }

  /** Connections whose calls fail after this time. */
  RedisNodes nodes(Duration timeout) {
    return RestrictedUser.of(redis, nodesForAll(timeout), timeout);
  }

  /** The same for the default user, whatever user the tests are run with. */
  RedisNodes nodesForAll(Duration timeout) {
    return new RedisNodes(
        vertx,
        new RedisOptions().setConnectionString("redis://127.0.0.1:" + port),
        timeout.toMillis());
  }

  void command(Command command, String... arguments) {
    StoreFixture.command(redis, command, arguments);
  }

  @Override
  public void close() throws IOException {
    redis.close();
    vertx.close();
    server.stop();
  }
}
