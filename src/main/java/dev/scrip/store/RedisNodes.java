package dev.scrip.store;

import dev.scrip.store.SharedConnection.NotSentException;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The servers of Redis: one, or the nodes of a cluster. Each has one connection. Redis executes one
 * command at a time, so more connections to one server would not be faster.
 */
final class RedisNodes {

  /** The address of a node in an endpoint such as {@code redis://user:password@host:6379/0}. */
  private static final Pattern ENDPOINT =
      Pattern.compile("(?<before>\\w+://(?:[^@/]*@)?)(?<address>[^/?]+)(?<after>.*)");

  private final Vertx vertx;
  private final RedisOptions options;
  private final long timeoutMillis;
  private final boolean isCluster;
  private final SharedConnection server;

  /** The known nodes of a cluster by address: those of the settings, and those of redirections. */
  private final Map<String, SharedConnection> nodes = new ConcurrentHashMap<>();

  /**
   * Servers whose connections are opened when they are first needed.
   *
   * @param vertx runs the clients
   * @param options the addresses of the servers, the credentials and the type of the client
   * @param timeoutMillis the time after which a call fails, in milliseconds
   */
  RedisNodes(Vertx vertx, RedisOptions options, long timeoutMillis) {
    this.vertx = vertx;
    this.options = options;
    this.timeoutMillis = timeoutMillis;
    this.isCluster = options.getType() == RedisClientType.CLUSTER;
    this.server =
        new SharedConnection(vertx, () -> Redis.createClient(vertx, options), timeoutMillis);
    if (isCluster) {
      options.getEndpoints().forEach(endpoint -> node(address(endpoint)));
    }
  }

  /** The same servers with connections of their own, for calls that no function waits for. */
  RedisNodes separate() {
    return new RedisNodes(vertx, options, timeoutMillis);
  }

  /** The time after which a call fails, in milliseconds. */
  long timeoutMillis() {
    return timeoutMillis;
  }

  /**
   * Finds the server that serves a key. The nodes of a cluster are all asked at once, and the first
   * that knows is believed: one that hangs or is down delays nothing.
   *
   * @param key the key
   * @param waitMillis how long the caller waits, in milliseconds
   * @return the server's connection, or a failure if no server answers
   */
  CompletableFuture<SharedConnection> find(String key, long waitMillis) {
    if (!isCluster) {
      return CompletableFuture.completedFuture(server);
    }
    CompletableFuture<SharedConnection> found = new CompletableFuture<>();
    Collection<SharedConnection> asked = List.copyOf(nodes.values());
    AtomicInteger silent = new AtomicInteger(asked.size());
    for (SharedConnection node : asked) {
      CompletableFuture<Void> unused =
          node.send(Request.cmd(Command.EXISTS).arg(key), false, waitMillis)
              .handle(
                  (reply, failure) -> {
                    SharedConnection serving = failure == null ? node : movedTo(failure);
                    if (serving != null) {
                      found.complete(serving);
                    } else if (silent.decrementAndGet() == 0) {
                      found.completeExceptionally(new NotSentException(failure));
                    }
                    return null;
                  });
    }
    return found;
  }

  /** The node that a redirection names, or null if the failure is another. */
  private SharedConnection movedTo(Throwable failure) {
    Redirection to =
        StoreFailure.unwrap(failure) instanceof ErrorType error ? Redirection.of(error) : null;
    return to == null ? null : node(to.address());
  }

  /**
   * Finds a node by its address.
   *
   * @param address host and port, as a redirection names them
   */
  SharedConnection node(String address) {
    return nodes.computeIfAbsent(
        address,
        unknown -> {
          RedisOptions single =
              new RedisOptions(options)
                  .setType(RedisClientType.STANDALONE)
                  .setEndpoints(List.of(endpoint(address)));
          return new SharedConnection(
              vertx, () -> Redis.createClient(vertx, single), timeoutMillis);
        });
  }

  private static String address(String endpoint) {
    Matcher matcher = ENDPOINT.matcher(endpoint);
    return matcher.matches() ? matcher.group("address") : endpoint;
  }

  /** The endpoint of a node: that of the settings with another address. */
  private String endpoint(String address) {
    Matcher matcher = ENDPOINT.matcher(options.getEndpoint());
    return matcher.matches()
        ? matcher.group("before") + address + matcher.group("after")
        : "redis://" + address;
  }

  /**
   * A redirection of a cluster.
   *
   * @param isAsk whether it holds for this call only (ASK), or from now on (MOVED)
   * @param address host and port of the node that serves the key
   */
  record Redirection(boolean isAsk, String address) {

    private static final Pattern TEXT =
        Pattern.compile("(?<kind>MOVED|ASK) [0-9]+ (?<host>[^ ]+):(?<port>[0-9]+)");

    /** The redirection in an error, or null if it is another error. */
    static Redirection of(ErrorType error) {
      Matcher matcher = TEXT.matcher(String.valueOf(error.getMessage()));
      return matcher.matches()
          ? new Redirection(
              matcher.group("kind").equals("ASK"),
              bracketed(matcher.group("host")) + ":" + matcher.group("port"))
          : null;
    }

    /** Redis names an IPv6 address without the brackets that it has in an endpoint. */
    private static String bracketed(String host) {
      return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
  }
}
