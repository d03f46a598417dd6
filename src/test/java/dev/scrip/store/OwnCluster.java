package dev.scrip.store;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/**
 * A cluster of three masters for one test class, whose nodes and slots it may handle as it likes.
 */
public final class OwnCluster implements AutoCloseable {

  private static final int SLOTS = 16384;
  private static final int MASTERS = 3;
  private static final int START_ATTEMPTS = 5;
  private static final int LOWEST_PORT = 20000;
  private static final int PORTS = 10000;

  private final Vertx vertx = Vertx.vertx();
  private final Path dir;
  private final List<ClusterNode> nodes = new ArrayList<>();
  private final Thread atExit = new Thread(this::stop);

  private OwnCluster(Path dir) {
    this.dir = dir;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts the nodes and waits until each serves its third of the slots. */
  public static OwnCluster start() throws IOException {
    OwnCluster cluster = new OwnCluster(Files.createTempDirectory("scrip-cluster"));
    try {
      cluster.startNodes(executable(cluster.dir));
      cluster.join();
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** The embedded 6.2; or, where the tests run against another server, the one on the path. */
  private static File executable(Path dir) throws IOException {
    String external = System.getenv("SCRIP_TEST_REDIS_URL");
    ExecutableProvider provider =
        external == null || external.isBlank()
            ? ExecutableProvider.newJarResourceProvider(dir.toFile())
            : ExecutableProvider.newExecutableInPath("redis-server");
    return provider.get();
  }

  /** Free ports are found by trying, because a node takes two whose distance is fixed. */
  private void startNodes(File executable) throws IOException {
    SplittableRandom random = new SplittableRandom();
    for (int attempt = 1; ; attempt++) {
      int first = LOWEST_PORT + random.nextInt(PORTS - MASTERS);
      try {
        for (int i = 0; i < MASTERS; i++) {
          Path own = Files.createDirectory(dir.resolve(attempt + "-" + i));
          ClusterNode node = new ClusterNode(vertx, executable, own, first + i);
          nodes.add(node);
          node.start();
        }
        return;
      } catch (IOException e) {
        nodes.forEach(ClusterNode::close);
        nodes.clear();
        if (attempt == START_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void join() {
    for (int i = 0; i < MASTERS; i++) {
      List<String> words = new ArrayList<>(List.of("ADDSLOTS"));
      IntStream.range(SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS)
          .forEach(slot -> words.add(Integer.toString(slot)));
      nodes.get(i).cluster(words.toArray(String[]::new));
      nodes.get(i).cluster("SET-CONFIG-EPOCH", Integer.toString(i + 1));
      nodes.get(0).cluster("MEET", "127.0.0.1", nodes.get(i).port());
    }
    awaitReady();
  }

  /** Waits until every node says that all is well. */
  void awaitReady() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> nodes.stream().allMatch(node -> node.isReady(MASTERS)));
  }

  /** Waits until all nodes have the same configuration of each. */
  void awaitAgreement() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> nodes.stream().map(ClusterNode::configuration).distinct().count() == 1);
  }

  public List<ClusterNode> nodes() {
    return nodes;
  }

  /** The master of a ledger. */
  ClusterNode masterOf(String ledger) {
    int slot = slotOf(ledger);
    return nodes.stream().filter(node -> node.owns(slot)).findFirst().orElseThrow();
  }

  int slotOf(String ledger) {
    return nodes.get(0).cluster("KEYSLOT", Keys.of(ledger).get(0)).toInteger();
  }

  /** A new name for a ledger that is on a node. */
  public String ledgerOn(ClusterNode node) {
    return Stream.generate(LedgerBuilder::randomName)
        .filter(name -> masterOf(name) == node)
        .findFirst()
        .orElseThrow();
  }

  /** Connections whose calls fail after this time, for the user with which the tests are run. */
  RedisNodes connections(Duration timeout) {
    String user = RestrictedUser.isChosen() ? RestrictedUser.credentials() + "@" : "";
    return new RedisNodes(
        vertx,
        new RedisOptions()
            .setType(RedisClientType.CLUSTER)
            .setEndpoints(nodes.stream().map(node -> "redis://" + user + node.address()).toList()),
        timeout.toMillis());
  }

  /** Also when the process of the tests is ended before the test class is. */
  private void stop() {
    nodes.forEach(ClusterNode::close);
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
