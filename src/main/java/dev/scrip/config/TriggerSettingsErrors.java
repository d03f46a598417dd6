package dev.scrip.config;

import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks the settings of queues, schedules and checkpoints, and the limits of the HTTP server. */
@Singleton
class TriggerSettingsErrors implements SettingsErrors {

  private static final long MIN_CHECKPOINT_MEMORY = 1 << 20;

  private static final List<String> ROLES = List.of("reader", "writer", "admin");

  private final ScripSettings settings;

  TriggerSettingsErrors(ScripSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<String> errors() {
    List<String> errors = new ArrayList<>();
    check(errors, "queue.on-refusal", settings.queue().onRefusal(), List.of("fail", "acknowledge"));
    check(errors, "queue.role", settings.queue().role(), ROLES);
    check(errors, "schedule.role", settings.schedule().role(), ROLES);
    if (settings.limits().requests() < 1) {
      errors.add("scrip.limits.requests must be 1 or more.");
    }
    if (settings.limits().books() < 1) {
      errors.add("scrip.limits.books must be 1 or more.");
    }
    if (settings.jobs().replyAfter().isNegative()) {
      errors.add("scrip.jobs.reply-after must be 0 or more.");
    }
    checkCheckpoint(errors);
    return errors;
  }

  private void checkCheckpoint(List<String> errors) {
    if (settings.checkpoint().memory().asLongValue() < MIN_CHECKPOINT_MEMORY) {
      errors.add("scrip.checkpoint.memory must be 1M or more.");
    }
    settings
        .checkpoint()
        .directory()
        .filter(directory -> !Files.isDirectory(Path.of(directory)))
        .ifPresent(
            directory -> errors.add("scrip.checkpoint.directory must be a directory that exists."));
  }

  private static void check(List<String> errors, String setting, String value, List<String> words) {
    if (!words.contains(value)) {
      errors.add("scrip." + setting + " must be " + String.join(" or ", words) + ".");
    }
  }
}
