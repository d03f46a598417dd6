package dev.scrip.store;

import dev.scrip.config.Ledgers;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks whether Redis writes the ledgers to a disk. INFO tells whether there is an append-only
 * file. CONFIG tells whether snapshots are saved; where the user may not call it, the age of the
 * last one does.
 */
@Singleton
public class PersistenceCheck {

  /** By default Redis saves a snapshot at the latest one hour after a write. */
  private static final Duration MAX_AGE = Duration.ofHours(2);

  private final RedisNodes nodes;
  private final Ledgers ledgers;

  PersistenceCheck(RedisNodes nodes, Ledgers ledgers) {
    this.nodes = nodes;
    this.ledgers = ledgers;
  }

  /**
   * Checks the servers of all configured ledgers.
   *
   * @return a warning if one of them saves neither an append-only file nor snapshots; empty if all
   *     do, or do not tell
   */
  public CompletionStage<Optional<String>> warning() {
    List<CompletableFuture<Optional<String>>> warnings =
        ledgers.all().stream()
            .map(ledger -> nodes.find(Keys.of(ledger.ledger()).get(0), nodes.timeoutMillis()))
            .map(server -> server.thenCompose(PersistenceCheck::ask))
            .map(warning -> warning.exceptionally(failure -> Optional.empty()))
            .toList();
    return CompletableFuture.allOf(warnings.toArray(CompletableFuture[]::new))
        .thenApply(done -> warnings.stream().map(CompletableFuture::join).flatMap(Optional::stream))
        .thenApply(Stream::findFirst);
  }

  private static CompletableFuture<Optional<String>> ask(SharedConnection server) {
    CompletableFuture<String> info =
        server.send(Request.cmd(Command.INFO).arg("persistence")).thenApply(Response::toString);
    return info.thenCompose(
        told ->
            hasNoFile(told)
                ? savePoints(server).thenApply(points -> warning(told, points, Instant.now()))
                : CompletableFuture.completedFuture(Optional.empty()));
  }

  /** The setting {@code save} of a server, or null if it does not tell. */
  private static CompletableFuture<String> savePoints(SharedConnection server) {
    return server
        .send(Request.cmd(Command.CONFIG).arg("GET").arg("save"))
        .handle(
            (reply, failure) ->
                failure != null || reply.get("save") == null ? null : reply.get("save").toString());
  }

  private static boolean hasNoFile(String info) {
    return number(info, "aof_enabled") == 0;
  }

  /** The warning for a server without an append-only file. */
  static Optional<String> warning(String info, String savePoints, Instant now) {
    if (savePoints != null) {
      return savePoints.isEmpty()
          ? Optional.of(
              "Redis saves neither an append-only file nor snapshots. A restart of Redis loses all"
                  + " data. Set appendonly to yes.")
          : Optional.empty();
    }
    long changes = number(info, "rdb_changes_since_last_save");
    long savedSeconds = number(info, "rdb_last_save_time");
    boolean isSaving = number(info, "rdb_bgsave_in_progress") != 0;
    Duration age = Duration.between(Instant.ofEpochSecond(savedSeconds), now);
    return changes <= 0 || savedSeconds < 0 || isSaving || age.compareTo(MAX_AGE) < 0
        ? Optional.empty()
        : Optional.of(
            "Redis has no append-only file, and saved its last snapshot "
                + age.toHours()
                + " hours ago. A restart of Redis loses what was written since then. Set appendonly"
                + " to yes.");
  }

  /** A number in the reply to INFO, or -1 if it is not there. */
  private static long number(String info, String field) {
    Matcher line = Pattern.compile("(?m)^" + field + ":([0-9]{1,18})").matcher(info);
    return line.find() ? Long.parseLong(line.group(1)) : -1;
  }
}
