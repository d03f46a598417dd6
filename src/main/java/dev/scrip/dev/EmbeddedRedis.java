package dev.scrip.dev;

import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.redis.client.RedisHostsProvider;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Set;
import redis.embedded.RedisServer;

/**
 * A Redis 6.2 server on a free loopback port, for dev and test mode if no address is configured. It
 * stores nothing on disk and ends with this process.
 */
@UnlessBuildProfile("prod")
@ApplicationScoped
@Identifier("embedded")
public class EmbeddedRedis implements RedisHostsProvider {

  private static final int START_ATTEMPTS = 5;

  @Override
  public Set<URI> getHosts() {
    return Set.of(address(LaunchMode.current()));
  }

  /**
   * The address of the server of one launch mode, which is started at the first call. The port is
   * kept in a system property, because a live reload replaces every class and static field. Each
   * launch mode has its own server: continuous tests must not change the data of dev mode.
   */
  static synchronized URI address(LaunchMode mode) {
    String key = "embedded-redis." + mode.getDefaultProfile() + ".port";
    Integer port = Integer.getInteger(key);
    if (port == null) {
      port = start();
      System.setProperty(key, port.toString());
    }
    return URI.create("redis://127.0.0.1:" + port);
  }

  /** Starts a server, in several attempts: another process may take the free port first. */
  private static int start() {
    for (int attempt = 1; ; attempt++) {
      try {
        int port = freePort();
        // The library stops the server in a shutdown hook and deletes the directory it runs in.
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("appendonly no")
            .build()
            .start();
        return port;
      } catch (IOException e) {
        if (attempt == START_ATTEMPTS) {
          throw new UncheckedIOException(
              "The embedded Redis does not start. Set SCRIP_REDIS_URL to use another server.", e);
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
