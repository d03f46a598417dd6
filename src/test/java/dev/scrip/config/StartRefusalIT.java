package dev.scrip.config;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.scrip.dev.RedisForPackagedApp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged application with settings it cannot start with. */
class StartRefusalIT {

  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

  private static final String REDIS = "redis://127.0.0.1:1";

  /** Takes a setting out of the environment again. */
  private static final String UNSET = "(unset)";

  /** Base64 of 30 bytes, which is the right length for nothing. */
  private static final String SECRET = "c2VjcmV0".repeat(5);

  private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:([0-9]+)");

  private static final String HMAC_KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";

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

  /** {@link RedisAddressTest} has all errors. */
  @ParameterizedTest
  @ValueSource(strings = {"SCRIP_REDIS_URL", "QUARKUS_REDIS_HOSTS"})
  void refusesAMalformedAddressWithoutPrintingIt(String variable) throws Exception {
    assertThat(
            refusal(
                Map.of(
                    variable,
                    "redis://:" + SECRET + "%zz@localhost",
                    "SCRIP_LEDGERS_POINTS_KIND",
                    "points")))
        .isEqualTo(
            "Scrip cannot start: The Redis address is not a valid URI. Percent-encode the special"
                + " characters of a password. Set SCRIP_REDIS_URL, for example"
                + " redis://localhost:6379.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:1", "no-such-host.invalid", "the server"})
  void neverPrintsThePasswordOfRedis(String host) throws Exception {
    String server = new RedisForPackagedApp().start().get("quarkus.redis.hosts");
    String address =
        "redis://nobody:"
            + SECRET
            + "@"
            + host.replace("the server", URI.create(server).getAuthority());
    String printed =
        output(
            Map.of(
                "SCRIP_REDIS_URL",
                address,
                "SCRIP_LEDGERS_POINTS_KIND",
                "points",
                "QUARKUS_HTTP_PORT",
                "0",
                "QUARKUS_HTTP_HOST",
                "127.0.0.1"),
            port -> {
              for (String path : List.of("/getInfo", "/q/health/ready")) {
                given()
                    .get("http://127.0.0.1:" + port + path)
                    .then()
                    .statusCode(503)
                    .body(not(containsString(SECRET)));
              }
              given().get("http://127.0.0.1:" + port + "/q/health/live").then().statusCode(200);
            });
    assertThat(printed).contains("redis failed", "Not ready: ").doesNotContain(SECRET);
  }

  @Test
  void refusesToStartWithoutALedger() throws Exception {
    assertThat(refusal(Map.of("SCRIP_REDIS_URL", REDIS)))
        .isEqualTo(
            "Scrip cannot start: No ledger is configured. Set SCRIP_LEDGERS_<NAME>_KIND to points"
                + " or token, for example SCRIP_LEDGERS_POINTS_KIND=points.");
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
            "Scrip cannot start: scrip.ledgers.gold.allocations must add up to the total supply of"
                + " 1000 but add up to 999.5, which is 0.5 too little.");
  }

  @Test
  void refusesToStartWithoutAKeyAnIssuerAndAnAudience() throws Exception {
    assertThat(refusal(secured(Map.of())))
        .isEqualTo(
            "Scrip cannot start: No key to verify tokens with is set. Set one of"
                + " SCRIP_SECURITY_KEY, SCRIP_SECURITY_KEY_FILE and SCRIP_SECURITY_KEY_URL, or"
                + " SCRIP_SECURITY_ENABLED=false to switch security off. No token audience is set. Set"
                + " SCRIP_SECURITY_AUDIENCE to the aud of the tokens. No token issuer is set. Set"
                + " SCRIP_SECURITY_ISSUER to the iss of the tokens.");
  }

  @Test
  void refusesKeysThatCannotBeAndShowsNone() throws Exception {
    String said =
        refusal(
            secured(
                Map.of(
                    "SCRIP_SECURITY_KEY", SECRET,
                    "SCRIP_SECURITY_ISSUER", "https://issuer.example",
                    "SCRIP_SECURITY_AUDIENCE", "scrip",
                    "SCRIP_SECURITY_ANONYMOUS_ROLE", "root",
                    "SCRIP_LEDGERS_POINTS_ACCOUNT_CIPHER", "aes-siv",
                    "SCRIP_LEDGERS_POINTS_ACCOUNT_KEY", SECRET,
                    "SCRIP_LEDGERS_GOLD_KIND", "points",
                    "SCRIP_LEDGERS_GOLD_ACCOUNT_CIPHER", "hmac-sha256",
                    "SCRIP_LEDGERS_GOLD_ACCOUNT_KEY", SECRET + "!")));
    assertThat(said)
        .doesNotContain(SECRET)
        .isEqualTo(
            "Scrip cannot start: scrip.ledgers.gold.account-key must hold base64."
                + " scrip.ledgers.points.account-key must be 64 bytes in base64 for aes-siv, not"
                + " 30. scrip.security.anonymous-role must be reader, writer or admin."
                + " scrip.security.key must be a public key for RS256 (2048 bits or more) or ES256"
                + " (P-256) as PEM, or a JWKS with such keys.");
  }

  @Test
  void refusesAMalformedJwksInOneLine() throws Exception {
    for (String jwks :
        List.of(
            "{\"keys\":[\"" + SECRET + "\"]}",
            "{\"keys\":\"" + SECRET + "\"}",
            "{\"keys\":[{\"kty\":\"oct\",\"k\":\"" + SECRET + "\"}]}",
            "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"" + SECRET + "\",\"e\":\"AQAB\"")) {
      assertThat(
              refusal(
                  secured(
                      Map.of(
                          "SCRIP_SECURITY_KEY", jwks,
                          "SCRIP_SECURITY_ISSUER", "https://issuer.example",
                          "SCRIP_SECURITY_AUDIENCE", "scrip"))))
          .isEqualTo(
              "Scrip cannot start: scrip.security.key must be a public key for RS256 (2048 bits or"
                  + " more) or ES256 (P-256) as PEM, or a JWKS with such keys.");
    }
  }

  @Test
  void refusesARetentionThatProtectsNothing() throws Exception {
    for (String retention : List.of("0", "-24h", "59s")) {
      assertThat(
              refusal(
                  Map.of(
                      "SCRIP_REDIS_URL", REDIS,
                      "SCRIP_LEDGERS_POINTS_KIND", "points",
                      "SCRIP_IDS_RETENTION", retention)))
          .isEqualTo("Scrip cannot start: scrip.ids.retention must be 1 minute to 3650 days.");
    }
  }

  @Test
  void warnsWhereSecurityIsOff() throws Exception {
    String printed =
        output(
            Map.of(
                "SCRIP_REDIS_URL",
                REDIS,
                "SCRIP_LEDGERS_POINTS_KIND",
                "points",
                "SCRIP_LEDGERS_POINTS_ACCOUNT_CIPHER",
                "hmac-sha256",
                "SCRIP_LEDGERS_POINTS_ACCOUNT_KEY",
                HMAC_KEY,
                "QUARKUS_HTTP_PORT",
                "0",
                "QUARKUS_HTTP_HOST",
                "127.0.0.1"),
            port -> {});
    assertThat(printed)
        .contains("WARN  [TokenVerifier] Security is off: every caller")
        .doesNotContain(HMAC_KEY);
  }

  /** All that the application prints until it has started, and during the requests to its port. */
  private static String output(Map<String, String> settings, IntConsumer requests)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("scrip-open", ".txt");
    Process process = start(settings, output);
    try {
      Matcher listening = LISTENING.matcher("");
      for (int i = 0; i < 600 && process.isAlive() && !listening.find(); i++) {
        Thread.sleep(100);
        listening.reset(Files.readString(output, StandardCharsets.UTF_8));
      }
      assertThat(listening.reset(Files.readString(output, StandardCharsets.UTF_8)).find()).isTrue();
      requests.accept(Integer.parseInt(listening.group(1)));
      return Files.readString(output, StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly().waitFor();
      Files.delete(output);
    }
  }

  private static Map<String, String> secured(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("SCRIP_REDIS_URL", REDIS);
    all.put("SCRIP_LEDGERS_POINTS_KIND", "points");
    all.put("SCRIP_SECURITY_ENABLED", UNSET);
    return all;
  }

  /**
   * All that the application says, on either stream, with nothing but these settings in the
   * environment, and no security unless they speak of it. It must exit with 1.
   */
  private static String refusal(Map<String, String> settings)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("scrip-refusal", ".txt");
    try {
      Process process = start(settings, output);
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

  private static Process start(Map<String, String> settings, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(SCRIP|QUARKUS)_.*"));
    builder.environment().put("SCRIP_SECURITY_ENABLED", "false");
    builder.environment().putAll(settings);
    builder.environment().values().removeIf(UNSET::equals);
    return builder.start();
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
