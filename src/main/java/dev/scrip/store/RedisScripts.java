package dev.scrip.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs scripts by their hash, and by their text where Redis does not know the hash: its cache of
 * scripts is volatile, and each node of a cluster has its own.
 */
final class RedisScripts {

  private final Function<Request, Future<Response>> redis;
  private final long timeoutMillis;

  /**
   * @param redis sends a request, over whatever connection
   * @param timeoutMillis how long a reply may take
   */
  RedisScripts(Function<Request, Future<Response>> redis, long timeoutMillis) {
    this.redis = redis;
    this.timeoutMillis = timeoutMillis;
  }

  /** Runs a script; the future fails with what Redis, or the way to it, said. */
  CompletableFuture<Response> run(Script script, List<String> keys, String... arguments) {
    ScriptText text = ScriptText.of(script);
    Future<Response> reply =
        redis
            .apply(request(Command.EVALSHA, text.sha(), keys, arguments))
            .recover(
                failure ->
                    failure instanceof ErrorType error && error.is("NOSCRIPT")
                        ? redis.apply(request(Command.EVAL, text.text(), keys, arguments))
                        : Future.failedFuture(failure));
    return bounded(reply);
  }

  /** A hanging server must not hold up what waits behind this call for ever. */
  private CompletableFuture<Response> bounded(Future<Response> reply) {
    return reply
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(timeoutMillis, TimeUnit.MILLISECONDS);
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
