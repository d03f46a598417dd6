package dev.scrip.store;

import dev.scrip.domain.LedgerDefinition;
import io.vertx.redis.client.Redis;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The ledgers of one Redis server or cluster: one {@link RedisLedger} for each name. */
final class RedisLedgerStore implements LedgerStore {

  private final RedisScripts scripts;
  private final StoreSettings settings;
  private final Map<String, RedisLedger> ledgers = new ConcurrentHashMap<>();

  /** A store over the pooled connections of a client. */
  RedisLedgerStore(Redis redis, StoreSettings settings) {
    this.scripts = new RedisScripts(redis::send, settings.timeout().toMillis());
    this.settings = settings;
  }

  /** {@inheritDoc} A ledger whose definition differs replaces the one of the same name. */
  @Override
  public RedisLedger ledger(LedgerDefinition definition) {
    RedisLedger ledger = ledgers.get(definition.ledger());
    if (ledger != null && ledger.isFor(definition)) {
      return ledger;
    }
    return ledgers.compute(
        definition.ledger(),
        (name, other) ->
            other != null && other.isFor(definition)
                ? other
                : new RedisLedger(definition, scripts, settings));
  }
}
