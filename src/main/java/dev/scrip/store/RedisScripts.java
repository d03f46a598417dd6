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

  private static final long PAUSE_MILLIS = 50;

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

  /** Runs a script. The future fails with the error of Redis or of the connection. */
  CompletableFuture<Response> run(Script script, List<String> keys, String... arguments) {
    String key = keys.get(0);
    Call call = new Call(script, keys, arguments);
    SharedConnection server = servers.get(key);
    return server != null
        ? call.send(server)
        : nodes
            .find(key)
            .thenCompose(
                found -> {
                  servers.put(key, found);
                  return call.send(found);
                });
  }

  /** One call, which may be sent more than once, but is run at most once. */
  private final class Call {

    private final Script script;
    private final List<String> keys;
    private final String[] arguments;
    private final long deadlineNanos = System.nanoTime() + timeoutNanos;
    private boolean byText;
    private boolean isAsking;
    private int redirections;

    Call(Script script, List<String> keys, String... arguments) {
      this.script = script;
      this.keys = keys;
      this.arguments = arguments;
    }

    CompletableFuture<Response> send(SharedConnection server) {
      if (isAsking) {
        // It applies to the next command of the connection. If another slips in between, this call
        // is redirected once more.
        CompletableFuture<Response> unused = server.send(Request.cmd(Command.ASKING));
      }
      return server
          .send(request())
          .exceptionallyCompose(failure -> sendAgain(server, StoreFailure.unwrap(failure)));
    }

    private CompletableFuture<Response> sendAgain(SharedConnection server, Throwable failure) {
      if (failure instanceof ErrorType error) {
        if (error.is("NOSCRIPT")) {
          byText = true;
          return send(server);
        }
        Redirection redirection = Redirection.of(error);
        if (redirection != null && ++redirections <= MAX_REDIRECTIONS) {
          return follow(redirection);
        }
        if ((redirection != null || error.is("TRYAGAIN")) && isInTime()) {
          redirections = 0;
          isAsking = false;
          return later().thenCompose(now -> find());
        }
      } else {
        // Another node may serve the ledger by now.
        servers.remove(keys.get(0), server);
      }
      return CompletableFuture.failedFuture(failure);
    }

    private CompletableFuture<Response> follow(Redirection redirection) {
      SharedConnection server = nodes.node(redirection.address());
      isAsking = redirection.isAsk();
      if (!isAsking) {
        servers.put(keys.get(0), server);
      }
      return send(server);
    }

    private CompletableFuture<Response> find() {
      SharedConnection server = servers.get(keys.get(0));
      return server == null ? nodes.find(keys.get(0)).thenCompose(this::send) : send(server);
    }

    private boolean isInTime() {
      return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS) < deadlineNanos;
    }

    private static CompletableFuture<Void> later() {
      Executor pause = CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      return CompletableFuture.runAsync(() -> {}, pause);
    }

    private Request request() {
      Request request =
          Request.cmd(byText ? Command.EVAL : Command.EVALSHA)
              .arg(byText ? ScriptText.of(script).text() : HASHES.get(script))
              .arg(keys.size());
      keys.forEach(request::arg);
      for (String argument : arguments) {
        request.arg(argument);
      }
      return request;
    }
  }
}
