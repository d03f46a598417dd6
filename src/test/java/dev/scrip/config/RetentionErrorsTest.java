package dev.scrip.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The retention of operation ids that the application starts with. */
class RetentionErrorsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @ParameterizedTest
  @ValueSource(strings = {"60S", "24h", "3650d"})
  void isLongEnough(String retention) {
    assertThat(errors(retention, TIMEOUT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1s", "-24h", "1ms", "59s", "3651d", "PT2562047788015H"})
  void isNotOutOfRange(String retention) {
    assertThat(errors(retention, TIMEOUT))
        .containsExactly("scrip.ids.retention must be 1 minute to 3650 days.");
  }

  @Test
  void isLongerThanACallToRedisMayTake() {
    assertThat(errors("2m", Duration.ofMinutes(2)))
        .containsExactly("scrip.ids.retention must be longer than quarkus.redis.timeout.");
  }

  private static List<String> errors(String retention, Duration timeout) {
    ScripSettings settings = TestSettings.of(Map.of("scrip.ids.retention", retention));
    return new RetentionErrors(settings, timeout).errors();
  }
}
