package dev.scrip.config;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Judges the settings of queues and schedules. */
@Singleton
class TriggerComplaints implements Complaints {

  private static final List<String> ROLES = List.of("reader", "writer", "admin");

  private final ScripSettings settings;

  TriggerComplaints(ScripSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    check(
        complaints,
        "queue.on-refusal",
        settings.queue().onRefusal(),
        List.of("fail", "acknowledge"));
    check(complaints, "queue.role", settings.queue().role(), ROLES);
    check(complaints, "schedule.role", settings.schedule().role(), ROLES);
    return complaints;
  }

  private static void check(
      List<String> complaints, String setting, String value, List<String> words) {
    if (!words.contains(value)) {
      complaints.add("scrip." + setting + " must be " + String.join(" or ", words) + ".");
    }
  }
}
