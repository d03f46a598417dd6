package dev.scrip.store;

import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads journals from where they were read to before, over one connection of its own that is made
 * when it is first needed: so that however many follow a journal, the functions keep their
 * connections.
 */
@Singleton
public class JournalReader {

  /** The most entries of one read. */
  public static final int MAX_ENTRIES = 500;

  private static final String NOTHING = "";

  private final Redis redis;
  private final RedisScripts scripts;
  private final StoreSettings settings;
  private final Map<LedgerDefinition, OpenLedger> ledgers = new ConcurrentHashMap<>();
  private Future<RedisConnection> connection;

  JournalReader(Redis redis, StoreSettings settings) {
    this.redis = redis;
    this.settings = settings;
    this.scripts =
        new RedisScripts(
            request -> connection().compose(open -> open.send(request)),
            settings.timeout().toMillis());
  }

  /**
   * Part of a journal.
   *
   * @param tail the journal's last entry; {@code 0-0} when it is empty
   * @param entries the entries after the one that was asked for, oldest first
   */
  public record Extract(String tail, List<Entry> entries) {}

  /**
   * The journal's last entry, and no entries. Fails with a {@link
   * dev.scrip.domain.RefusedException}.
   */
  public CompletionStage<Extract> tail(LedgerDefinition ledger) {
    return read(ledger, NOTHING);
  }

  /** At most {@value #MAX_ENTRIES} entries after the given one. Fails likewise. */
  public CompletionStage<Extract> after(LedgerDefinition ledger, String entry) {
    return read(ledger, entry);
  }

  private CompletionStage<Extract> read(LedgerDefinition ledger, String entry) {
    OpenLedger open =
        ledgers.computeIfAbsent(
            ledger, definition -> new OpenLedger(definition, scripts, settings));
    return open.run(Script.READ_JOURNAL, entry, Integer.toString(MAX_ENTRIES))
        .thenApply(reply -> extract(open.replies(), open.replies().checked(reply)))
        .exceptionally(
            failure -> {
              throw StoreFailure.ofRead(failure);
            });
  }

  private static Extract extract(Replies replies, Response reply) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 2; i < reply.size(); i++) {
      entries.add(replies.entry(reply.get(i)));
    }
    return new Extract(reply.get(1).toString(), entries);
  }

  /** The one connection, made anew where it was lost. */
  private synchronized Future<RedisConnection> connection() {
    if (connection == null) {
      connection =
          redis
              .connect()
              .onSuccess(
                  open -> open.exceptionHandler(failure -> forget()).endHandler(end -> forget()))
              .onFailure(failure -> forget());
    }
    return connection;
  }

  private synchronized void forget() {
    connection = null;
  }
}
