package dev.scrip.bench;

import dev.scrip.store.OwnRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Redis server without persistence. */
public final class Redis implements AutoCloseable {

  private final Path dir;
  private final Server server;

  private Redis(Path dir, Server server) {
    this.dir = dir;
    this.server = server;
  }

  /** {@return a server that listens} */
  public static Redis start() throws IOException, InterruptedException {
    return start(List.of());
  }

  /**
   * Starts a server with the highest priority, as if it had a processor of its own.
   *
   * @return the server; without the priority, if the user may not give it
   */
  static Redis startPreferred() throws IOException, InterruptedException {
    return start(List.of("nice", "-n", "-20"));
  }

  private static Redis start(List<String> before) throws IOException, InterruptedException {
    Path dir = Files.createTempDirectory("scrip-bench");
    int port = OwnRedis.freePort();
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            "redis-server",
            "--bind",
            Server.LOOPBACK,
            "--port",
            Integer.toString(port),
            "--dir",
            dir.toString(),
            "--save",
            "",
            "--appendonly",
            "no"));
    Redis redis = new Redis(dir, new Server(port, Map.of(), command));
    redis.server.awaitPort();
    return redis;
  }

  /** {@return the port, on the loopback interface} */
  public int port() {
    return server.port();
  }

  /** Deletes all data. */
  void flush() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] reply = socket.getInputStream().readNBytes(3);
      if (!new String(reply, StandardCharsets.US_ASCII).equals("+OK")) {
        throw new IOException("FLUSHALL was refused");
      }
    }
  }

  /** Stops the server. */
  @Override
  public void close() throws IOException {
    server.close();
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
