package dev.scrip.dev;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the packaged application a Redis: the one that SCRIP_TEST_REDIS_URL names, or the embedded
 * one, which runs on this side because it is not in the package. It asks for no tokens there, as in
 * the other tests, unless one of them says otherwise. Every {@code *IT} that starts the application
 * carries {@code @WithTestResource(RedisForPackagedApp.class)}.
 */
public class RedisForPackagedApp implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    String url =
        Optional.ofNullable(System.getenv("SCRIP_TEST_REDIS_URL"))
            .filter(given -> !given.isBlank())
            .orElseGet(() -> EmbeddedRedis.address(LaunchMode.TEST).toString());
    return Map.of("quarkus.redis.hosts", url, "scrip.security.enabled", "false");
  }

  /** The embedded server serves the next test class too, and ends with this process. */
  @Override
  public void stop() {}
}
