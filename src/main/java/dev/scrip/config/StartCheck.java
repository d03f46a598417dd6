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
 * Judges the settings before anything else starts, and refuses to start with one line that says all
 * that is wrong. A check is a method that returns its complaints; {@link #complaints()} calls them
 * all.
 */
@ApplicationScoped
public class StartCheck implements RedisOptionsCustomizer {

  private final Optional<String> redisHosts;
  private final Optional<String> redisHostsProvider;
  private final Instance<Complaints> others;

  StartCheck(
      @ConfigProperty(name = "quarkus.redis.hosts") Optional<String> redisHosts,
      @ConfigProperty(name = "quarkus.redis.hosts-provider-name")
          Optional<String> redisHostsProvider,
      @Any Instance<Complaints> others) {
    this.others = others;
    this.redisHosts = redisHosts.map(String::strip).filter(not(String::isEmpty));
    this.redisHostsProvider = redisHostsProvider;
  }

  /**
   * Without an address there is no client to customize, so everything is judged at this event as
   * well: before all its other observers, and the HTTP port opens after the last of them.
   */
  void onStart(@Observes @Priority(1) StartupEvent event) {
    judge();
  }

  /**
   * The Redis client is made ahead of the start event and answers a bad address with a stack trace,
   * so the settings are judged here, just before it looks at them. Its options stay as they are.
   */
  @Override
  public void customize(String clientName, RedisOptions options) {
    judge();
  }

  /** Quarkus prints a ConfigurationException as its bare message and exits with 1. */
  private void judge() {
    List<String> complaints = complaints().toList();
    if (!complaints.isEmpty()) {
      throw new ConfigurationException("Scrip cannot start: " + String.join(" ", complaints));
    }
  }

  /** Each is a sentence or two that names the setting at fault and says how to put it right. */
  private Stream<String> complaints() {
    return Stream.concat(
        Stream.of(redisAddress(), EnvironmentNames.complaints(System.getenv().keySet()))
            .flatMap(List::stream),
        others.stream().flatMap(each -> each.complaints().stream()).sorted());
  }

  /** The address may hold a password, so no complaint repeats it. */
  private List<String> redisAddress() {
    if (redisHosts.isEmpty()) {
      return redisHostsProvider.isPresent()
          ? List.of()
          : List.of(
              "No Redis address is set. Set SCRIP_REDIS_URL, for example redis://localhost:6379.");
    }
    return redisHosts.get().matches("(?s)(rediss?|unix)://.+")
        ? List.of()
        : List.of(
            "The Redis address does not begin with redis:// or rediss://. Set SCRIP_REDIS_URL,"
                + " for example redis://localhost:6379.");
  }
}
