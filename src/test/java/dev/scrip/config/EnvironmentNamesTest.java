package dev.scrip.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentNamesTest {

  @Test
  void knowsEverySetting() {
    List<String> names = new ArrayList<>();
    collect(ScripSettings.class, "SCRIP", names);
    assertThat(names)
        .contains("SCRIP_REDIS_URL", "SCRIP_LEDGERS_GOLD2_TOTAL_SUPPLY", "SCRIP_IDS_RETENTION");
    assertThat(EnvironmentNames.errors(names)).isEmpty();
  }

  @Test
  void reportsUnknownNames() {
    assertThat(
            EnvironmentNames.errors(
                List.of(
                    "SCRIP_LEDGERS_GOLD_MINIMUM",
                    "SCRIP_REDIS",
                    "SCRIPT",
                    "PATH",
                    "SCRIP_LEDGERS__KIND")))
        .containsExactly(
            "There is no setting SCRIP_LEDGERS_GOLD_MINIMUM.",
            "There is no setting SCRIP_LEDGERS__KIND.",
            "There is no setting SCRIP_REDIS.");
  }

  private static void collect(Class<?> settings, String prefix, List<String> names) {
    for (Method method : settings.getDeclaredMethods()) {
      assertThat(method.isAnnotationPresent(WithName.class)).isFalse();
      String name =
          prefix + "_" + method.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
      if (method.getReturnType() == Map.class) {
        collect(ScripSettings.LedgerSettings.class, name + "_GOLD2", names);
      } else if (method.getReturnType().getEnclosingClass() == ScripSettings.class) {
        collect(method.getReturnType(), name, names);
      } else {
        names.add(name);
      }
    }
  }
}
