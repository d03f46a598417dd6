package dev.scrip.store;

import dev.scrip.archive.ArchiveKeys;
import dev.scrip.archive.ArchiveLocation;
import dev.scrip.config.Ledgers;
import dev.scrip.config.ScripSettings;
import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The producer of the application's store. The bean has the type {@link LedgerStore} for the other
 * packages, and {@link RedisLedgerStore} for {@link JournalReader}, which shares its ledgers.
 */
@Singleton
class LedgerStoreProducer {

  /** The settings of the application's Redis client, from which the connections are made. */
  @Singleton
  static class Options implements RedisOptionsCustomizer {

    /** Without an address no client is created, and the start is refused after this is read. */
    private RedisOptions options = new RedisOptions();

    @Override
    public void customize(String clientName, RedisOptions configured) {
      options = configured;
    }
  }

  /** The settings that all ledgers share. */
  @Produces
  @Singleton
  StoreSettings storeSettings(
      ScripSettings settings,
      ArchiveLocation archive,
      @ConfigProperty(name = "quarkus.redis.timeout", defaultValue = "10s") Duration timeout) {
    CheckpointSettings checkpoint =
        new CheckpointSettings(
            Path.of(settings.checkpoint().directory().orElse(System.getProperty("java.io.tmpdir"))),
            settings.checkpoint().memory().asLongValue(),
            CheckpointSettings.DEFAULT_PAGE);
    return new StoreSettings(
        settings.ids().retention(),
        settings.events().publish(),
        timeout,
        settings.allowEviction(),
        settings.limits().books(),
        settings.jobs().replyAfter(),
        checkpoint,
        new BackupSettings(
            archive.isSet() ? archive::store : null,
            archive.isSet() ? archive.keys() : ArchiveKeys.NONE,
            settings.archive().checkpointEvery(),
            settings.archive().keep(),
            settings.archive().retention().orElse(null),
            BackupSettings.SEGMENT_ENTRIES,
            BackupSettings.SEGMENT_BYTES,
            checkpoint));
  }

  /**
   * The servers, with the connections of the functions.
   *
   * @param redis the application's client, which is injected so that its options are there
   */
  @Produces
  @Singleton
  RedisNodes nodes(Vertx vertx, Redis redis, Options options, StoreSettings settings) {
    return new RedisNodes(vertx, options.options, settings.timeout().toMillis());
  }

  /** The store. */
  @Produces
  @Singleton
  RedisLedgerStore ledgerStore(RedisNodes nodes, StoreSettings settings, Ledgers ledgers) {
    return new RedisLedgerStore(nodes, settings, ledgers::get);
  }

  /** The reader of journals, whose connections no function shares. */
  @Produces
  @Singleton
  JournalReader journalReader(
      RedisLedgerStore store, Vertx vertx, Options options, StoreSettings settings) {
    return new JournalReader(
        store, new RedisNodes(vertx, options.options, settings.timeout().toMillis()));
  }
}
