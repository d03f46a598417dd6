package dev.scrip.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.config.ScripSettings;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What every way of deploying has in common. */
class DeployFilesTest {

  /** Settings of Quarkus: a misspelt one would be ignored in silence. */
  private static final List<String> QUARKUS =
      List.of(
          "QUARKUS_HTTP_HOST",
          "QUARKUS_HTTP_PORT",
          "QUARKUS_LAMBDA_HANDLER",
          "QUARKUS_REDIS_CLIENT_TYPE",
          "QUARKUS_REDIS_TIMEOUT");

  @Test
  void everyFileOfYamlIsReadable() {
    assertThat(DeployFiles.yaml()).hasSizeGreaterThan(4);
    for (Path file : DeployFiles.yaml()) {
      assertThat(DeployFiles.documents(file)).as(file.toString()).isNotEmpty();
    }
  }

  /** An uninitialized token ledger keeps an instance from ever becoming ready. */
  @Test
  void whatWaitsForReadinessInitializesTokens() {
    Object compose =
        DeployFiles.at(
            DeployFiles.document(DeployFiles.COMPOSE), "services", "scrip", "environment");
    Object knative =
        DeployFiles.at(DeployFiles.document(DeployFiles.KNATIVE.resolve("settings.yaml")), "data");
    for (Object settings : List.of(compose, knative)) {
      assertThat(DeployFiles.map(settings))
          .containsEntry("SCRIP_LEDGERS_TOKEN_KIND", "token")
          .containsEntry("SCRIP_INITIALIZE_AT_START", "true");
    }
  }

  @Test
  void everySettingThatIsNamedExists() {
    List<Pattern> settings = settings(ScripSettings.class, "SCRIP");
    for (Path file : DeployFiles.all()) {
      String text = DeployFiles.text(file);
      assertThat(DeployFiles.find("\\b(SCRIP_[A-Z0-9_]*)", text))
          .as(file.toString())
          .allMatch(
              name -> settings.stream().anyMatch(each -> each.matcher(name).matches()),
              "is a setting");
      assertThat(DeployFiles.find("\\b(QUARKUS_[A-Z0-9_]*)", text))
          .as(file.toString())
          .isSubsetOf(QUARKUS);
    }
  }

  /** What the names of the settings look like; a ledger's name may be anything. */
  private static List<Pattern> settings(Class<?> group, String prefix) {
    List<Pattern> patterns = new ArrayList<>();
    for (Method setting : group.getDeclaredMethods()) {
      String name =
          prefix
              + "_"
              + setting.getName().replaceAll("([A-Z])", "_$1").toUpperCase(java.util.Locale.ROOT);
      if (setting.getReturnType() == Map.class) {
        ParameterizedType map = (ParameterizedType) setting.getGenericReturnType();
        patterns.addAll(
            settings((Class<?>) map.getActualTypeArguments()[1], name + "_[A-Z0-9]{1,32}"));
      } else if (setting.getReturnType().isInterface()
          && setting.getReturnType().getName().startsWith(ScripSettings.class.getName())) {
        patterns.addAll(settings(setting.getReturnType(), name));
      } else {
        patterns.add(Pattern.compile(name));
      }
    }
    return patterns;
  }
}
