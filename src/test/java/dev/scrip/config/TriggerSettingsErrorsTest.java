package dev.scrip.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The errors in the settings of queues and schedules. */
class TriggerSettingsErrorsTest {

  @Test
  void theDefaultsHaveNone() {
    assertThat(errors(Map.of())).isEmpty();
  }

  @Test
  void validSettingsHaveNone() {
    for (String role : List.of("reader", "writer", "admin")) {
      assertThat(
              errors(
                  Map.of(
                      "scrip.queue.on-refusal",
                      "acknowledge",
                      "scrip.queue.role",
                      role,
                      "scrip.schedule.role",
                      role)))
          .isEmpty();
    }
  }

  @Test
  void nameTheSettingAndItsValues() {
    assertThat(
            errors(
                Map.of(
                    "scrip.queue.on-refusal",
                    "retry",
                    "scrip.queue.role",
                    "Admin",
                    "scrip.schedule.role",
                    "none")))
        .containsExactly(
            "scrip.queue.on-refusal must be fail or acknowledge.",
            "scrip.queue.role must be reader or writer or admin.",
            "scrip.schedule.role must be reader or writer or admin.");
  }

  private static List<String> errors(Map<String, String> settings) {
    ScripSettings mapped =
        new SmallRyeConfigBuilder()
            .withMapping(ScripSettings.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build()
            .getConfigMapping(ScripSettings.class);
    return new TriggerSettingsErrors(mapped).errors();
  }
}
