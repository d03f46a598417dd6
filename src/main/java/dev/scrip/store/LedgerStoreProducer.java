package dev.scrip.store;

import dev.scrip.config.Ledgers;
import dev.scrip.config.ScripSettings;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The producer of the application's store. The bean has the type {@link LedgerStore} for the other
 * packages, and {@link RedisLedgerStore} for {@link JournalReader}, which shares its ledgers.
 */
@Singleton
class LedgerStoreProducer {

  /** The settings that all ledgers share. */
  @Produces
  @Singleton
  StoreSettings storeSettings(
      ScripSettings settings,
      @ConfigProperty(name = "quarkus.redis.timeout", defaultValue = "10s") Duration timeout) {
    return new StoreSettings(
        settings.ids().retention(), settings.events().publish(), timeout, settings.allowEviction());
  }

  /** The store over the application's Redis client. */
  @Produces
  @Singleton
  RedisLedgerStore ledgerStore(Redis redis, StoreSettings settings, Ledgers ledgers) {
    return new RedisLedgerStore(redis, settings, ledgers::get);
  }
}
