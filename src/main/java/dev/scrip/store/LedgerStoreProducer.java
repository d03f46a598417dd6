package dev.scrip.store;

import dev.scrip.config.ScripSettings;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the one store of the application. */
@Singleton
class LedgerStoreProducer {

  @Produces
  @Singleton
  StoreSettings storeSettings(
      ScripSettings settings,
      @ConfigProperty(name = "quarkus.redis.timeout", defaultValue = "10s") Duration timeout) {
    return new StoreSettings(settings.ids().retention(), settings.events().publish(), timeout);
  }

  @Produces
  @Singleton
  LedgerStore ledgerStore(Redis redis, StoreSettings settings) {
    return new RedisLedgerStore(redis, settings);
  }
}
