package dev.scrip.lambda;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The handlers as a deployment chooses among them. */
final class HandlerProfiles {

  private HandlerProfiles() {}

  /** The handler of queues. */
  public static final class OfQueue implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.lambda.handler", "queue");
    }
  }

  /** The handler of queues, set to be done with what the ledger refuses, and to want ids. */
  public static final class OfLenientQueue implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.lambda.handler", "queue",
          "scrip.queue.on-refusal", "acknowledge",
          "scrip.queue.require-id", "true");
    }
  }

  /** The handler of schedules. */
  public static final class OfSchedule implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.lambda.handler", "schedule");
    }
  }
}
