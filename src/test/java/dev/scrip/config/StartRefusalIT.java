package dev.scrip.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The packaged application with settings it cannot start with. */
class StartRefusalIT {

  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

  private static final String REDIS = "redis://127.0.0.1:1";

  @Test
  void refusesToStartWithoutARedisAddress() throws Exception {
    assertThat(refusal(Map.of("SCRIP_LEDGERS_POINTS_KIND", "points")))
        .isEqualTo(
            "Scrip cannot start: No Redis address is set."
                + " Set SCRIP_REDIS_URL, for example redis://localhost:6379.");
  }

  @Test
  void refusesAnAddressThatIsNoRedisAddress() throws Exception {
    assertThat(
            refusal(
                Map.of("SCRIP_REDIS_URL", "localhost:6379", "SCRIP_LEDGERS_POINTS_KIND", "points")))
        .isEqualTo(
            "Scrip cannot start: The Redis address does not begin with redis:// or rediss://."
                + " Set SCRIP_REDIS_URL, for example redis://localhost:6379.");
  }

  @Test
  void refusesToStartWithoutALedger() throws Exception {
    assertThat(refusal(Map.of("SCRIP_REDIS_URL", REDIS)))
        .isEqualTo(
            "Scrip cannot start: No ledger is configured. Set SCRIP_LEDGERS_<NAME>_KIND to points or token,"
                + " for example SCRIP_LEDGERS_POINTS_KIND=points.");
  }

  @Test
  void saysInOneLineAllThatIsWrong() throws Exception {
    assertThat(
            refusal(
                Map.of("SCRIP_LEDGERS_POINTS_KIND", "points", "SCRIP_LEDGERS_POINTS_MINIMUM", "5")))
        .isEqualTo(
            "Scrip cannot start: No Redis address is set."
                + " Set SCRIP_REDIS_URL, for example redis://localhost:6379."
                + " There is no setting SCRIP_LEDGERS_POINTS_MINIMUM.");
  }

  @Test
  void saysByHowMuchTheAllocationsMissTheSupply() throws Exception {
    assertThat(
            refusal(
                Map.of(
                    "SCRIP_REDIS_URL", REDIS,
                    "SCRIP_LEDGERS_GOLD_KIND", "token",
                    "SCRIP_LEDGERS_GOLD_DECIMALS", "2",
                    "SCRIP_LEDGERS_GOLD_TOTAL_SUPPLY", "1000",
                    "SCRIP_LEDGERS_GOLD_ALLOCATIONS", "team=400,sale=599.5")))
        .isEqualTo(
            "Scrip cannot start: scrip.ledgers.gold.allocations must add up to the total supply of 1000:"
                + " they come to 999.5, which is 0.5 too little.");
  }

  /**
   * All that the application says, on either stream, with nothing but these settings in the
   * environment, and no security unless they speak of it. It must exit with 1.
   */
  private static String refusal(Map<String, String> settings)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("scrip-refusal", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.matches("(SCRIP|QUARKUS)_.*"));
      builder.environment().put("SCRIP_SECURITY_ENABLED", "false");
      builder.environment().putAll(settings);
      Process process = builder.start();
      try {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("has ended").isTrue();
      } finally {
        process.destroyForcibly();
      }
      assertThat(process.exitValue()).isEqualTo(1);
      return Files.readString(output, StandardCharsets.UTF_8).strip();
    } finally {
      Files.delete(output);
    }
  }

  private static List<String> command() {
    // The native profile's build leaves one executable and no jar.
    return Files.exists(JAR)
        ? List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            JAR.toString())
        : List.of(System.getProperty("native.image.path"));
  }
}
