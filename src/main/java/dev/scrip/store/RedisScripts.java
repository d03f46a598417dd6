package dev.scrip.store;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * The calls of scripts. A script is called by its hash, and by its text if Redis does not know the
 * hash: its script cache is volatile, and each node of a cluster has its own.
 */
final class RedisScripts {

  private static final Map<Script, String> HASHES = ScriptText.hashes();

  private final BiFunction<String, Request, CompletableFuture<Response>> connections;

  /**
   * Scripts that are run over the given connections.
   *
   * @param connections sends a request to the server that has a key
   */
  RedisScripts(BiFunction<String, Request, CompletableFuture<Response>> connections) {
    this.connections = connections;
  }

  /** Runs a script. The future fails with the error of Redis or of the connection. */
  CompletableFuture<Response> run(Script script, List<String> keys, String... arguments) {
    String key = keys.get(0);
    return connections
        .apply(key, request(Command.EVALSHA, HASHES.get(script), keys, arguments))
        .exceptionallyCompose(
            failure ->
                StoreFailure.unwrap(failure) instanceof ErrorType error && error.is("NOSCRIPT")
                    ? connections.apply(key, request(Command.EVAL, text(script), keys, arguments))
                    : CompletableFuture.failedFuture(failure));
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
