package dev.scrip.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The errors in the settings of queues, schedules and checkpoints. */
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

  @Test
  void aCheckpointNeedsSomeMemoryAndItsDirectory() {
    assertThat(
            errors(
                Map.of(
                    "scrip.checkpoint.memory",
                    "1023K",
                    "scrip.checkpoint.directory",
                    "/does/not/exist")))
        .containsExactly(
            "scrip.checkpoint.memory must be 1M or more.",
            "scrip.checkpoint.directory must be a directory that exists.");
    assertThat(
            errors(Map.of("scrip.checkpoint.memory", "1M", "scrip.checkpoint.directory", "/tmp")))
        .isEmpty();
  }

  private static List<String> errors(Map<String, String> settings) {
    ScripSettings mapped = TestSettings.of(settings);
    return new TriggerSettingsErrors(mapped).errors();
  }
}
