package dev.scrip.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scrip.access.Tokens;
import dev.scrip.access.Tokens.Signer;
import dev.scrip.dev.PackagedApplication;
import dev.scrip.store.OwnRedis;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The health of the packaged application, which requires tokens and has the documented user of
 * Redis, while its Redis hangs or holds what it should not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class HealthIT {

  private static final String LIVE = "/q/health/live";
  private static final String READY = "/q/health/ready";
  private static final String UP = "200 {\"status\":\"UP\"}";
  private static final String DOWN = "503 {\"status\":\"DOWN\"}";

  private static final List<String> KEYS_OF_GOLD =
      List.of("info", "balances", "ranking", "transactions");

  /** Far more than a change takes to be noticed, since the machine may be busy. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Longer than the result of a check is used, so that there is more than one. */
  private static final Duration SOME_CHECKS = Duration.ofMillis(3500);

  private OwnRedis redis;
  private PackagedApplication application;

  private interface Change {
    void make() throws Exception;
  }

  @BeforeAll
  void start() throws IOException {
    redis = OwnRedis.start();
    application = PackagedApplication.start(settings(redis.addressForRestrictedUser()));
  }

  @AfterAll
  void stop() throws Exception {
    redis.resume();
    if (application != null) {
      application.close();
    }
    redis.close();
  }

  private static Map<String, String> settings(String redisAddress) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("SCRIP_REDIS_URL", redisAddress);
    settings.put("SCRIP_LEDGERS_POINTS_KIND", "points");
    settings.put("SCRIP_LEDGERS_GOLD_KIND", "token");
    settings.put("SCRIP_LEDGERS_GOLD_TOTAL_SUPPLY", "5");
    settings.put("SCRIP_INITIALIZE_AT_START", "true");
    settings.put("SCRIP_SECURITY_KEY", Tokens.pem(Signer.RS256.trusted().getPublic()));
    settings.put("SCRIP_SECURITY_ISSUER", Tokens.ISSUER);
    settings.put("SCRIP_SECURITY_AUDIENCE", Tokens.AUDIENCE);
    settings.put("SCRIP_LIMITS_REQUESTS", "1");
    settings.put("QUARKUS_REDIS_TIMEOUT", "5S");
    return settings;
  }

  @BeforeEach
  void isReady() {
    awaitStatus(READY, UP);
  }

  private String status(String path) {
    return text(application.get(path).join());
  }

  private static String text(HttpResponse<String> reply) {
    return reply.statusCode() + " " + reply.body();
  }

  private void awaitStatus(String path, String expected) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> assertThat(status(path)).isEqualTo(expected));
  }

  /** The lines of the log that contain a text. */
  private List<String> logged(String text) {
    return application.log().lines().filter(line -> line.contains(text)).toList();
  }

  /** Makes a change, sees that the application is not ready until it is undone, and why. */
  private void isNotReady(Change change, Change undo, String reason) throws Exception {
    int before = logged("").size();
    change.make();
    try {
      awaitStatus(READY, DOWN);
      await()
          .during(SOME_CHECKS)
          .atMost(PATIENCE)
          .until(() -> status(READY).equals(DOWN) && status(LIVE).equals(UP));
      assertThat(healthcheck("ready", application.port())).isNotZero();
      assertThat(healthcheck("live", application.port())).isZero();
    } finally {
      undo.make();
    }
    awaitStatus(READY, UP);
    List<String> lines = application.log().lines().skip(before).toList();
    assertThat(lines)
        .filteredOn(line -> line.contains("[StoreReadiness]"))
        .hasSize(2)
        .satisfies(
            said -> {
              assertThat(said.get(0)).contains(" ERROR ", "Not ready: ", reason);
              assertThat(said.get(1)).contains(" INFO ", "Ready again.");
            });
    // Beside them, at most what Redis answered about each of the two ledgers.
    assertThat(lines).as("nothing is logged at each probe").hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void needsNoTokenAndTellsTheStatusAlone() {
    assertThat(status("/getInfo")).startsWith("401 ");
    for (String path : List.of(LIVE, READY)) {
      assertThat(status(path)).isEqualTo(UP);
      assertThat(text(application.get(path, "authorization", "Bearer x").join())).isEqualTo(UP);
    }
    for (String path : List.of("/q/health", "/q/health/group/x", "/q/health-ui", "/q/openapi")) {
      assertThat(status(path)).startsWith("404 ").doesNotContain("checks", "UP");
    }
  }

  /** What the script in the images exits with. */
  private static int healthcheck(String which, int port) throws Exception {
    return new ProcessBuilder("deploy/container/healthcheck", which, Integer.toString(port))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Test
  void theScriptInTheImagesTellsTheSame() throws Exception {
    assertThat(healthcheck("ready", application.port())).isZero();
    assertThat(healthcheck("live", application.port())).isZero();
    assertThat(healthcheck("nothing", application.port())).isNotZero();
    int nobody;
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = silent.getLocalPort();
      assertThat(healthcheck("live", nobody)).isNotZero();
    }
    assertThat(healthcheck("live", nobody)).isNotZero();
  }

  @Test
  void isNotReadyWithAnotherDefinition() throws Exception {
    redis.command(Command.COPY, "{gold}:info", "{gold}:kept");
    isNotReady(
        () -> redis.command(Command.HSET, "{gold}:info", "definition", "{}"),
        () -> redis.command(Command.RENAME, "{gold}:kept", "{gold}:info"),
        "Ledger gold has another definition in Redis");
  }

  @Test
  void isNotReadyWithoutInfo() throws Exception {
    isNotReady(
        () -> redis.command(Command.RENAME, "{gold}:info", "{gold}:lost"),
        () -> redis.command(Command.RENAME, "{gold}:lost", "{gold}:info"),
        "Redis holds data of ledger gold");
  }

  @Test
  void isNotReadyWithAnUninitializedToken() throws Exception {
    isNotReady(() -> rename("gold", "saved"), () -> rename("saved", "gold"), "initialize");
  }

  private void rename(String from, String to) {
    KEYS_OF_GOLD.forEach(
        key -> redis.command(Command.RENAME, "{" + from + "}:" + key, "{" + to + "}:" + key));
  }

  @Test
  void isNotReadyWithEviction() throws Exception {
    isNotReady(
        () -> redis.command(Command.CONFIG, "SET", "maxmemory-policy", "allkeys-lru"),
        () -> redis.command(Command.CONFIG, "SET", "maxmemory-policy", "noeviction"),
        "maxmemory-policy allkeys-lru");
  }

  @Test
  void isNotReadyWithoutARight() throws Exception {
    isNotReady(
        () -> redis.changeRestrictedUser("-zadd"),
        () -> redis.changeRestrictedUser("+zadd"),
        "The Redis user may not call ZADD");
  }

  @Test
  void isNotReadyWithAKeyOfAnotherType() throws Exception {
    isNotReady(
        () -> redis.command(Command.SET, "{points}:balances", "x"),
        () -> redis.command(Command.DEL, "{points}:balances"),
        "Redis holds something else than ledger points");
  }

  @Test
  void anyNumberOfCallersCausesOneCheckAtATime() throws Exception {
    int before = redis.scriptCalls();
    long started = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      assertThat(together()).containsOnly(UP);
    }
    redis.suspend();
    try {
      awaitStatus(READY, DOWN);
      assertThat(together()).containsOnly(DOWN);
      assertThat(together()).containsOnly(DOWN);
    } finally {
      redis.resume();
    }
    awaitStatus(READY, UP);
    long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds() + 1;
    // One for each ledger at most once a second, and once more at both ends.
    assertThat(redis.scriptCalls() - before)
        .isPositive()
        .isLessThanOrEqualTo((int) seconds * 2 + 4);
  }

  /** The replies to a hundred requests at once. */
  private List<String> together() {
    List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      replies.add(application.get(READY));
    }
    return replies.stream().map(CompletableFuture::join).map(HealthIT::text).toList();
  }

  @Test
  void warnsAtTheStartIfRedisSavesNothing() throws IOException {
    try (PackagedApplication other = PackagedApplication.start(settings(redis.address()))) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(other.log())
                      .contains("WARN  [PersistenceWarning] Redis saves neither an append-only"));
    }
    assertThat(logged("[PersistenceWarning]")).as("the user may not call CONFIG").isEmpty();
  }

  /** While all that the limit allows wait for Redis too. */
  @Test
  void isNotReadyButAliveWhileRedisHangs() throws Exception {
    String token = "Bearer " + Tokens.good(Signer.RS256, "reader", "reader");
    redis.suspend();
    CompletableFuture<HttpResponse<String>> waiting =
        application.get("/getInfo", "authorization", token);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                application.get("/getInfo", "authorization", token).join().statusCode() == 503
                    && !waiting.isDone());
    assertThat(status(LIVE)).isEqualTo(UP);
    assertThat(waiting).isNotDone();
    isNotReady(redis::suspend, redis::resume, "Redis does not answer within 1000 ms");
    assertThat(waiting.join().statusCode()).isIn(200, 503);
  }
}
