package dev.scrip.access;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The keys of ledgers in Redis with their serialized values, to compare before and after a call.
 */
final class RedisDump {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private RedisDump() {}

  /** As long as what an audit leaves for the next one, so that Redis encodes the hash alike. */
  private static final String NO_AUDIT = "-".repeat(100);

  /**
   * The serialized value of every key of these ledgers. What an audit has left for the next one is
   * nothing of a ledger, and is replaced.
   */
  static Map<String, String> of(Redis redis, String... ledgers) {
    Map<String, String> dump = new TreeMap<>();
    for (String ledger : ledgers) {
      Response unused = command(redis, Command.HSET, "{" + ledger + "}:info", "audited", NO_AUDIT);
      for (Response key : command(redis, Command.KEYS, "{" + ledger + "}*")) {
        Response value = command(redis, Command.DUMP, key.toString());
        dump.put(key.toString(), HexFormat.of().formatHex(value.toBytes()));
      }
    }
    return dump;
  }

  private static Response command(Redis redis, Command command, String... arguments) {
    try {
      Request request = Request.cmd(command);
      List.of(arguments).forEach(request::arg);
      return redis
          .send(request)
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
