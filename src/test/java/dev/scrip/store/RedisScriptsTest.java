package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts called by hash or text, at the server that serves the ledger. */
@QuarkusTest
class RedisScriptsTest extends StoreFixture {

  private static final Duration SHORT = Duration.ofMillis(500);

  private static CompletableFuture<Response> run(RedisScripts scripts) {
    return scripts.run(Script.GET, Keys.of("gold"), "{}");
  }

  private static void assertError(CompletableFuture<Response> reply, String text) {
    assertThat(reply)
        .failsWithin(TIMEOUT)
        .withThrowableOfType(ExecutionException.class)
        .havingRootCause()
        .isInstanceOf(ErrorType.class)
        .withMessageContaining(text);
  }

  @Test
  void answersAnUnknownScriptCacheWithTheText() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "1"));
    forgetScripts();
    assertThat(ledger.applied(ledger.add("ann", "1"))).containsExactly("2");
    forgetScripts();
    assertThat(ledger.balance("ann")).isEqualTo("2");
    forgetScripts();
    assertThat(ledger.all()).isEqualTo("ann=2");
    assertThat(ledger.history("ann")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOADING not yet", "CLUSTERDOWN Hash slot not served", "ERR any"})
  void failsWithWhatRedisReplies(String error) {
    try (FakeRedis redis = new FakeRedis(command -> "-" + error)) {
      assertError(run(new RedisScripts(redis.nodes(TIMEOUT))), error);
      assertThat(redis.commands()).containsExactly("evalsha");
    }
  }

  @Test
  void sendsTheTextOnlyAfterNoscript() {
    try (FakeRedis redis = new FakeRedis(command -> "-BUSY script")) {
      redis.answer(
          command -> command.get(0).equals("evalsha") ? "-NOSCRIPT no such" : "-BUSY script");
      assertError(run(new RedisScripts(redis.nodes(TIMEOUT))), "BUSY");
      assertThat(redis.commands()).containsExactly("evalsha", "eval");
    }
  }

  @Test
  void followsAMoveAndRemembersIt() {
    try (FakeRedis other = new FakeRedis(command -> "+there");
        FakeRedis first = new FakeRedis(command -> "-MOVED 7 " + other.address())) {
      RedisScripts scripts = new RedisScripts(first.nodes(TIMEOUT));
      assertThat(run(scripts)).succeedsWithin(TIMEOUT).hasToString("there");
      assertThat(run(scripts)).succeedsWithin(TIMEOUT).hasToString("there");
      assertThat(first.commands()).containsExactly("evalsha");
      assertThat(other.commands()).containsExactly("evalsha", "evalsha");
    }
  }

  @Test
  void asksAnotherNodeForOneCallOnly() {
    try (FakeRedis other = new FakeRedis(command -> "+there");
        FakeRedis first = new FakeRedis(command -> "-ASK 7 " + other.address())) {
      RedisScripts scripts = new RedisScripts(first.nodes(TIMEOUT));
      assertThat(run(scripts)).succeedsWithin(TIMEOUT).hasToString("there");
      first.answer(command -> "+here");
      assertThat(run(scripts)).succeedsWithin(TIMEOUT).hasToString("here");
      assertThat(other.commands()).containsExactly("asking", "evalsha");
    }
  }

  @Test
  void asksBeforeTheTextToo() {
    try (FakeRedis other =
            new FakeRedis(
                command ->
                    command.get(0).equals("evalsha") ? "-NOSCRIPT no" : "+" + command.get(0));
        FakeRedis first = new FakeRedis(command -> "-ASK 7 " + other.address())) {
      assertThat(run(new RedisScripts(first.nodes(TIMEOUT))))
          .succeedsWithin(TIMEOUT)
          .hasToString("eval");
      assertThat(other.commands()).containsExactly("asking", "evalsha", "asking", "eval");
    }
  }

  @Test
  void repeatsWhatAMovingSlotTurnsAway() {
    AtomicInteger calls = new AtomicInteger();
    try (FakeRedis redis =
        new FakeRedis(command -> calls.incrementAndGet() < 4 ? "-TRYAGAIN moving" : "+done")) {
      assertThat(run(new RedisScripts(redis.nodes(TIMEOUT))))
          .succeedsWithin(TIMEOUT)
          .hasToString("done");
      assertThat(redis.commands()).hasSize(4);
    }
  }

  @Test
  void givesUpAtTheTimeout() {
    try (FakeRedis redis = new FakeRedis(command -> "-TRYAGAIN moving")) {
      assertError(run(new RedisScripts(redis.nodes(SHORT))), "TRYAGAIN");
      assertThat(redis.commands().size()).isBetween(2, 20);
    }
  }

  @Test
  void redirectionsInACircleEnd() {
    try (FakeRedis redis = new FakeRedis(command -> "+never")) {
      redis.answer(command -> "-MOVED 7 " + redis.address());
      assertError(run(new RedisScripts(redis.nodes(SHORT))), "MOVED");
      assertThat(redis.commands().size()).isLessThan(100);
    }
  }

  @Test
  void aLedgerOnAHealthyNodeNeedsNoOther() {
    try (FakeRedis silent = new FakeRedis(command -> null);
        FakeRedis healthy =
            new FakeRedis(command -> command.get(0).equals("exists") ? ":1" : "+here")) {
      RedisNodes nodes =
          new RedisNodes(
              healthy.vertx(),
              new io.vertx.redis.client.RedisOptions()
                  .setType(io.vertx.redis.client.RedisClientType.CLUSTER)
                  .setEndpoints(
                      List.of("redis://" + silent.address(), "redis://" + healthy.address())),
              TIMEOUT.toMillis());
      assertThat(run(new RedisScripts(nodes))).succeedsWithin(SHORT).hasToString("here");
      assertThat(silent.commands()).doesNotContain("evalsha");
    }
  }
}
