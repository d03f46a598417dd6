package dev.scrip.config;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Checks the retention of operation ids. An id that is forgotten before its request can be sent
 * again protects nothing.
 */
@Singleton
class RetentionErrors implements SettingsErrors {

  private static final Duration MIN = Duration.ofMinutes(1);
  private static final Duration MAX = Duration.ofDays(3650);

  private final Duration retention;
  private final Duration timeout;

  RetentionErrors(
      ScripSettings settings,
      @ConfigProperty(name = "quarkus.redis.timeout", defaultValue = "10s") Duration timeout) {
    this.retention = settings.ids().retention();
    this.timeout = timeout;
  }

  @Override
  public List<String> errors() {
    List<String> errors = new ArrayList<>();
    if (retention.compareTo(MIN) < 0 || retention.compareTo(MAX) > 0) {
      errors.add("scrip.ids.retention must be 1 minute to 3650 days.");
    } else if (retention.compareTo(timeout) <= 0) {
      errors.add("scrip.ids.retention must be longer than quarkus.redis.timeout.");
    }
    return errors;
  }
}
