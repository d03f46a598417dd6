package dev.scrip.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Tests run against a real Redis: the embedded one, or the one that SCRIP_TEST_REDIS_URL names. */
@QuarkusTest
class EmbeddedRedisTest {

  @Inject RedisDataSource redis;

  @Test
  void answersPing() {
    assertThat(redis.execute("PING").toString()).isEqualTo("PONG");
  }

  @Test
  void isTheOldestVersionThatIsSupported() {
    String server = redis.execute("INFO", "server").toString();
    assertThat(server).contains(externalRedis() ? "redis_version:" : "redis_version:6.2.");
  }

  private static boolean externalRedis() {
    String url = System.getenv("SCRIP_TEST_REDIS_URL");
    return url != null && !url.isBlank();
  }
}
