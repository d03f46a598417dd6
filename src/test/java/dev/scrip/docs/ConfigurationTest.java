package dev.scrip.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.config.ScripSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of settings has every setting that there is, and no other. */
class ConfigurationTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(scrip\\.[^`]+)` \\| `([^`]+)` \\| ([^|]+) \\| (\\S[^|]*) \\|$");

  @Test
  void theTableIsComplete() throws IOException {
    Map<String, Row> rows = rows();
    Map<String, Method> settings = new TreeMap<>();
    collect(ScripSettings.class.getAnnotation(ConfigMapping.class).prefix(), settings);
    assertThat(rows.keySet()).isEqualTo(settings.keySet());
    settings.forEach(
        (property, setting) -> {
          WithDefault byDefault = setting.getAnnotation(WithDefault.class);
          if (byDefault != null) {
            assertThat(rows.get(property).byDefault())
                .as(property)
                .isEqualTo("`" + byDefault.value() + "`");
          }
        });
  }

  @Test
  void environmentVariablesAreSpelledAsPropertiesAre() throws IOException {
    rows()
        .forEach(
            (property, row) ->
                assertThat(row.environment())
                    .isEqualTo(property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9<>]", "_")));
  }

  private record Row(String environment, String byDefault) {}

  private static Map<String, Row> rows() throws IOException {
    Map<String, Row> rows = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/configuration.md")));
    while (row.find()) {
      assertThat(rows.put(row.group(1), new Row(row.group(2), row.group(3)))).isNull();
    }
    return rows;
  }

  private static void collect(String prefix, Map<String, Method> settings) {
    collect(prefix, ScripSettings.class, settings);
  }

  private static void collect(String prefix, Class<?> group, Map<String, Method> settings) {
    for (Method setting : group.getDeclaredMethods()) {
      if (setting.isSynthetic()) {
        continue;
      }
      String property = prefix + "." + hyphenated(setting.getName());
      Class<?> type = setting.getReturnType();
      if (Map.class.isAssignableFrom(type)) {
        collect(property + ".<name>", valueType(setting.getGenericReturnType()), settings);
      } else if (type.isInterface() && type.getName().startsWith("dev.scrip.")) {
        collect(property, type, settings);
      } else {
        settings.put(property, setting);
      }
    }
  }

  private static Class<?> valueType(Type map) {
    return (Class<?>) ((ParameterizedType) map).getActualTypeArguments()[1];
  }

  private static String hyphenated(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
