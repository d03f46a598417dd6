package dev.scrip.store;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A node of a cluster on the loopback interface: a process that can be killed, started again with
 * its data, and made to hang.
 */
public final class ClusterNode implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final Vertx vertx;
  private final File executable;
  private final Path dir;
  private final int port;
  private Process process;
  private Redis redis;
  private String id;

  /**
   * A node that is not running.
   *
   * @param vertx runs the client of the tests
   * @param executable the server
   * @param dir an empty directory for the data and the log of the node
   * @param port the port; the node also takes the port 10000 above it
   */
  ClusterNode(Vertx vertx, File executable, Path dir, int port) {
    this.vertx = vertx;
    this.executable = executable;
    this.dir = dir;
    this.port = port;
  }

  /** Starts the process and waits until it accepts connections. */
  void start() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                executable.getPath(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--save",
                "",
                // What was acknowledged outlives the process.
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--maxmemory-policy",
                "noeviction",
                "--cluster-enabled",
                "yes",
                "--cluster-node-timeout",
                "1000",
                "--cluster-require-full-coverage",
                "no"));
    command.add("--user");
    command.addAll(RestrictedUser.inClusters());
    Path log = dir.resolve("log");
    Files.deleteIfExists(log);
    process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.readString(log).contains("Ready to accept connections")) {
      if (!process.isAlive() || System.nanoTime() > end) {
        kill();
        throw new IOException("the node does not start: " + Files.readString(log));
      }
      pause();
    }
    redis = Redis.createClient(vertx, "redis://" + address());
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  String port() {
    return Integer.toString(port);
  }

  /** The name by which the nodes know this one. */
  String id() {
    if (id == null) {
      id = cluster("MYID").toString();
    }
    return id;
  }

  Redis redis() {
    return redis;
  }

  Response command(Command command, String... arguments) {
    return StoreFixture.command(redis, command, arguments);
  }

  Response cluster(String... arguments) {
    return command(Command.CLUSTER, arguments);
  }

  /** Whether it knows a master for every slot and that all is well. */
  boolean isReady(int nodes) {
    String info = cluster("INFO").toString();
    return info.contains("cluster_state:ok")
        && info.contains("cluster_slots_ok:16384")
        && info.contains("cluster_known_nodes:" + nodes)
        && cluster("SLOTS").size() >= nodes;
  }

  /** What it knows of each node: the id, the epoch of its configuration, and its slots. */
  Set<String> configuration() {
    return cluster("NODES")
        .toString()
        .lines()
        .map(line -> List.of(line.replaceAll(" \\[.*", "").split(" ", -1)))
        .map(words -> words.get(0) + " " + words.get(6) + " " + words.subList(8, words.size()))
        .collect(Collectors.toSet());
  }

  /** Whether this node believes that it serves a slot. */
  boolean owns(int slot) {
    for (Response range : cluster("SLOTS")) {
      if (range.get(0).toInteger() <= slot && slot <= range.get(1).toInteger()) {
        return range.get(2).get(1).toInteger() == port;
      }
    }
    return false;
  }

  /** Ends the process at once; whoever connects is refused. */
  void kill() {
    if (redis != null) {
      redis.close();
      redis = null;
    }
    if (process != null) {
      process.destroyForcibly();
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      process = null;
    }
  }

  /** Makes the process hang; whoever connects gets no answer. */
  public void hang() {
    signal("STOP");
  }

  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " failed: " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  @Override
  public String toString() {
    return address();
  }
}
