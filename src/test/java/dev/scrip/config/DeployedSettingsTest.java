package dev.scrip.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.deploy.DeployFiles;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The settings under {@code deploy/} are such that the application starts with them. */
class DeployedSettingsTest {

  @Test
  void thoseOfTheComposeFile() {
    check(
        DeployFiles.at(
            DeployFiles.documents(DeployFiles.COMPOSE).get(0), "services", "scrip", "environment"));
  }

  @Test
  void thoseOfKnative() {
    List<Map<String, Object>> objects =
        DeployFiles.documents(DeployFiles.KNATIVE.resolve("settings.yaml"));
    Map<String, Object> settings = DeployFiles.map(DeployFiles.at(objects.get(0), "data"));
    for (Map<String, Object> secret : objects.subList(1, objects.size())) {
      settings.putAll(DeployFiles.map(DeployFiles.at(secret, "stringData")));
    }
    check(settings);
  }

  @Test
  void thoseOfTheTemplate() {
    check(
        DeployFiles.at(
            DeployFiles.documents(DeployFiles.TEMPLATE).get(0),
            "Globals",
            "Function",
            "Environment",
            "Variables"));
  }

  /** What is filled in elsewhere may be any text. */
  private static void check(Object environment) {
    Map<String, String> variables = new HashMap<>();
    DeployFiles.map(environment)
        .forEach((name, value) -> variables.put(name, value instanceof String text ? text : "x"));
    assertThat(EnvironmentNames.errors(variables.keySet())).isEmpty();
    ScripSettings settings =
        new SmallRyeConfigBuilder()
            .withSources(new EnvConfigSource(variables, 300))
            .withConverter(Duration.class, 200, new DurationConverter())
            .withConverter(MemorySize.class, 200, new MemorySizeConverter())
            .withMapping(ScripSettings.class)
            .build()
            .getConfigMapping(ScripSettings.class);
    assertThat(settings.redisUrl()).isPresent();
    assertThat(new Ledgers(settings).errors()).isEmpty();
    assertThat(new Ledgers(settings).all()).hasSize(2);
    assertThat(new TriggerSettingsErrors(settings).errors()).isEmpty();
  }
}
