package dev.scrip.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** Settings without an application. */
public final class TestSettings {

  private TestSettings() {}

  /**
   * The settings under {@code scrip.}.
   *
   * @param settings the values by the names of the properties
   */
  public static ScripSettings of(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(ScripSettings.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withConverter(MemorySize.class, 200, new MemorySizeConverter())
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(ScripSettings.class);
  }
}
