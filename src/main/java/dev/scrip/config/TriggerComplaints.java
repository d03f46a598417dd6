package dev.scrip.config;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the settings of queues and schedules. */
final class TriggerComplaints {

  private static final List<String> ROLES = List.of("reader", "writer", "admin");

  private TriggerComplaints() {}

  /** A sentence for each setting that has none of its words. */
  static List<String> of(ScripSettings settings) {
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
