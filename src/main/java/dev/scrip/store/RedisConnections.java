package dev.scrip.store;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.CompletableFuture;

/**
 * The connections to Redis: one for each server that is used, or for each node of a cluster. Redis
 * executes one command at a time, so more connections to one server would not be faster.
 */
class RedisConnections {

  private final SharedConnection server;

  /**
   * Connections that are opened when they are first needed.
   *
   * @param vertx runs the clients
   * @param options the addresses of the servers, the credentials and the type of the client
   * @param timeoutMillis the time after which a call fails, in milliseconds
   */
  RedisConnections(Vertx vertx, RedisOptions options, long timeoutMillis) {
    this.server =
        new SharedConnection(vertx, () -> Redis.createClient(vertx, options), timeoutMillis);
  }

  /**
   * Sends a request to the server that has a key.
   *
   * @param key the key
   * @param request the request
   * @return the reply, or a failure within the timeout
   */
  CompletableFuture<Response> send(String key, Request request) {
    return server.send(request);
  }
}
