package dev.scrip.config;

import static java.util.function.Predicate.not;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.redis.client.RedisOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Checks all settings before the application starts. If there are errors, it prevents the start
 * with one line that lists them all.
 */
@ApplicationScoped
public class StartCheck implements RedisOptionsCustomizer {

  private final Optional<String> redisHosts;
  private final Optional<String> redisHostsProvider;
  private final Instance<SettingsErrors> others;

  StartCheck(
      @ConfigProperty(name = "quarkus.redis.hosts") Optional<String> redisHosts,
      @ConfigProperty(name = "quarkus.redis.hosts-provider-name")
          Optional<String> redisHostsProvider,
      @Any Instance<SettingsErrors> others) {
    this.others = others;
    this.redisHosts = redisHosts.map(String::strip).filter(not(String::isEmpty));
    this.redisHostsProvider = redisHostsProvider;
  }

  /**
   * Checks the settings when no Redis address is set and {@link #customize} is therefore not
   * called. This observer runs before all others, and the HTTP port opens after the last one.
   */
  void onStart(@Observes @Priority(1) StartupEvent event) {
    check();
  }

  /**
   * Checks the settings before the Redis client is created, which is ahead of the start event: an
   * invalid address would end in a stack trace. The options are not changed.
   */
  @Override
  public void customize(String clientName, RedisOptions options) {
    check();
  }

  /**
   * Throws if there are errors. Quarkus prints the message of a ConfigurationException without a
   * stack trace, and exits with 1.
   */
  private void check() {
    List<String> errors = errors().toList();
    if (!errors.isEmpty()) {
      throw new ConfigurationException("Scrip cannot start: " + String.join(" ", errors));
    }
  }

  /** The errors of all components, each of which names the setting and its correction. */
  private Stream<String> errors() {
    return Stream.concat(
        Stream.of(redisAddress(), EnvironmentNames.errors(System.getenv().keySet()))
            .flatMap(List::stream),
        others.stream().flatMap(each -> each.errors().stream()).sorted());
  }

  /** The errors of the Redis address, which they do not repeat: it may contain a password. */
  private List<String> redisAddress() {
    if (redisHosts.isEmpty()) {
      return redisHostsProvider.isPresent()
          ? List.of()
          : List.of(
              "No Redis address is set. Set SCRIP_REDIS_URL, for example redis://localhost:6379.");
    }
    return RedisAddress.error(redisHosts.get()).stream()
        .map(each -> each + " Set SCRIP_REDIS_URL, for example redis://localhost:6379.")
        .toList();
  }
}
