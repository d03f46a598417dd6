package dev.scrip.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The calls of scripts. A script is called by its hash, and by its text if Redis does not know the
 * hash: its script cache is volatile, and each node of a cluster has its own.
 */
final class RedisScripts {

  private static final Map<Script, String> HASHES = ScriptText.hashes();

  private final Function<Request, Future<Response>> redis;
  private final long timeoutMillis;

  /**
   * Scripts that are run over the given connections.
   *
   * @param redis sends a request
   * @param timeoutMillis the time after which a call fails, in milliseconds
   */
  RedisScripts(Function<Request, Future<Response>> redis, long timeoutMillis) {
    this.redis = redis;
    this.timeoutMillis = timeoutMillis;
  }

  /** Runs a script. The future fails with the error of Redis or of the connection. */
  CompletableFuture<Response> run(Script script, List<String> keys, String... arguments) {
    Future<Response> reply =
        redis
            .apply(request(Command.EVALSHA, HASHES.get(script), keys, arguments))
            .recover(
                failure ->
                    failure instanceof ErrorType error && error.is("NOSCRIPT")
                        ? redis.apply(request(Command.EVAL, text(script), keys, arguments))
                        : Future.failedFuture(failure));
    return bounded(reply);
  }

  /** The same reply, which fails after the timeout. */
  private CompletableFuture<Response> bounded(Future<Response> reply) {
    return reply
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(timeoutMillis, TimeUnit.MILLISECONDS);
  }

  private static String text(Script script) {
    return ScriptText.of(script).text();
  }

  private static Request request(
      Command command, String script, List<String> keys, String... arguments) {
    Request request = Request.cmd(command).arg(script).arg(keys.size());
    keys.forEach(request::arg);
    for (String argument : arguments) {
      request.arg(argument);
    }
    return request;
  }
}
