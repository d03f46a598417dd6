package dev.scrip.store;

import dev.scrip.store.RedisNodes.Redirection;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The calls of scripts. A script is called by its hash, and by its text if Redis does not know the
 * hash: its script cache is volatile, and each node of a cluster has its own. Redirections of a
 * cluster are followed, and calls that a moving slot turns away are repeated until the timeout;
 * neither has run the script.
 */
final class RedisScripts {

  private static final Map<Script, String> HASHES = ScriptText.hashes();

  /** The most redirections of one call that are followed at once. */
  private static final int MAX_REDIRECTIONS = 5;

  /** The pauses before a call is repeated double from the first to the longest. */
  private static final long FIRST_PAUSE_MILLIS = 10;

  private static final long LONGEST_PAUSE_MILLIS = 250;

  private final RedisNodes nodes;
  private final long timeoutNanos;

  /** The servers of ledgers, by the first key of each. */
  private final Map<String, SharedConnection> servers = new ConcurrentHashMap<>();

  /**
   * Scripts that are run on the given servers.
   *
   * @param nodes the servers
   */
  RedisScripts(RedisNodes nodes) {
    this.nodes = nodes;
    this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(nodes.timeoutMillis());
  }

  /**
   * Runs a script. The future fails within the timeout, with the error of Redis or of the
   * connection.
   *
   * @param script the script
   * @param keys all keys of a ledger
   * @param arguments the further arguments of the script
   */
  CompletableFuture<Response> run(Script script, List<String> keys, List<String> arguments) {
    return new Call(script, keys, keys.get(0), System.nanoTime() + timeoutNanos, arguments).start();
  }

  /**
   * Sends a command that reads one key, without a script, to the server that ran the last script of
   * the ledger. Redirections are not followed, because the cursor of a scan means nothing to
   * another server.
   *
   * @param keys all keys of the ledger
   * @param request the command
   */
  CompletableFuture<Response> read(List<String> keys, Request request) {
    SharedConnection server = servers.get(keys.get(0));
    return server == null
        ? CompletableFuture.failedFuture(new IllegalStateException("no server is known"))
        : server.send(request);
  }

  /** One call, which may be sent more than once, but is run at most once. */
  private final class Call {

    private final Script script;
    private final List<String> keys;
    private final String ledger;
    private final long deadlineNanos;
    private final List<String> arguments;
    private boolean byText;
    private boolean isAsking;
    private int redirections;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private boolean hasEnsuredKeys;

    /** A call of a script with some keys of a ledger, which is named by its first key. */
    Call(
        Script script,
        List<String> keys,
        String ledger,
        long deadlineNanos,
        List<String> arguments) {
      this.script = script;
      this.keys = keys;
      this.ledger = ledger;
      this.deadlineNanos = deadlineNanos;
      this.arguments = arguments;
    }

    /** Sends the call to the server of the ledger. */
    CompletableFuture<Response> start() {
      SharedConnection server = servers.get(ledger);
      return server != null
          ? send(server)
          : nodes
              .find(ledger, millisLeft())
              .thenCompose(
                  found -> {
                    servers.put(ledger, found);
                    return send(found);
                  });
    }

    private CompletableFuture<Response> send(SharedConnection server) {
      return server
          .send(request(), isAsking, millisLeft())
          .exceptionallyCompose(failure -> sendAgain(server, StoreFailure.unwrap(failure)));
    }

    private CompletableFuture<Response> sendAgain(SharedConnection server, Throwable failure) {
      if (failure instanceof ErrorType error) {
        if (error.is("NOSCRIPT") && !byText) {
          byText = true;
          return send(server);
        }
        Redirection redirection = Redirection.of(error);
        if (redirection != null && ++redirections <= MAX_REDIRECTIONS) {
          return follow(redirection);
        }
        // After the pause there must be time for a reply, or an outcome would be unknown for
        // nothing.
        if ((redirection != null || error.is("TRYAGAIN")) && 2 * pauseMillis < millisLeft()) {
          return repeat(error);
        }
      }
      // Another node may serve the ledger by now.
      servers.remove(ledger, server);
      return CompletableFuture.failedFuture(failure);
    }

    private CompletableFuture<Response> follow(Redirection redirection) {
      SharedConnection server = nodes.node(redirection.address());
      isAsking = redirection.isAsk();
      if (!isAsking) {
        servers.put(ledger, server);
      }
      return send(server);
    }

    /** Sends the call once more, from the begin, after a pause. */
    private CompletableFuture<Response> repeat(ErrorType error) {
      boolean isWithoutKeys =
          isAsking && error.is("TRYAGAIN") && keys.size() > 1 && !hasEnsuredKeys;
      redirections = 0;
      isAsking = false;
      return (isWithoutKeys ? ensureKeys() : pause()).thenCompose(now -> start());
    }

    /**
     * Makes the keys exist. A server to which a slot is being moved turns away a call with several
     * keys as long as one of them does not exist, but no call with a single key.
     */
    private CompletableFuture<Void> ensureKeys() {
      hasEnsuredKeys = true;
      return CompletableFuture.allOf(
              keys.stream().map(key -> ensure(key).start()).toArray(CompletableFuture<?>[]::new))
          // If it fails, the call will be turned away again.
          .exceptionally(failure -> null);
    }

    private Call ensure(String key) {
      return new Call(
          Script.ENSURE_KEY, List.of(key), ledger, deadlineNanos, List.of(Keys.type(key)));
    }

    private CompletableFuture<Void> pause() {
      Executor pause = CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS);
      pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
      return CompletableFuture.runAsync(() -> {}, pause);
    }

    /** How long the caller still waits: at least a moment, in which it is told what has failed. */
    private long millisLeft() {
      return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()));
    }

    private Request request() {
      Request request =
          Request.cmd(byText ? Command.EVAL : Command.EVALSHA)
              .arg(byText ? ScriptText.of(script).text() : HASHES.get(script))
              .arg(keys.size());
      keys.forEach(request::arg);
      arguments.forEach(request::arg);
      return request;
    }
  }
}
