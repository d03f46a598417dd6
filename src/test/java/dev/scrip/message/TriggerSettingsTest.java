package dev.scrip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.access.Role;
import dev.scrip.config.SettingsErrors;
import dev.scrip.function.DispatcherFixture;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The roles of triggers are those of the settings. */
@QuarkusTest
@TestProfile(TriggerSettingsTest.Admins.class)
class TriggerSettingsTest extends DispatcherFixture {

  @Inject @Any Instance<SettingsErrors> errors;
  @Inject Queue queue;
  @Inject Schedule schedule;

  /** A queue that may do everything, and a schedule that may not. */
  public static class Admins implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "scrip.queue.role", Role.ADMIN.word(), "scrip.schedule.role", Role.READER.word());
    }
  }

  @Test
  void theSettingsHaveNoErrors() {
    assertThat(errors.stream().flatMap(each -> each.errors().stream())).isEmpty();
  }

  @Test
  void theRolesAreThoseOfTheSettings() {
    Queue.Delivery reap =
        new Queue.Delivery("1", "sqs", quoted("{'function':'reap','input':{}}"), null);
    assertThat(queue.take(List.of(reap)).toCompletableFuture().join()).isEmpty();
    String getInfo = quoted("{'function':'getInfo','input':{}}");
    assertThat(schedule.fire(bytes(getInfo), null, null).toCompletableFuture().join()).isNotNull();
    assertThatThrownBy(
            () -> schedule.fire(bytes(reap.body()), null, null).toCompletableFuture().join())
        .cause()
        .hasMessageStartingWith("forbidden");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
