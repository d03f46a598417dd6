package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts called by hash or text, at the server that serves the ledger. */
@QuarkusTest
class RedisScriptsTest extends StoreFixture {

  private static final Duration SHORT = Duration.ofMillis(500);

  /** Long enough for the last repetition to be answered on a busy machine. */
  private static final Duration REPEATED = Duration.ofSeconds(2);

  private static final int CALLS = 2000;

  private static CompletableFuture<Response> run(RedisScripts scripts) {
    return scripts.run(
        Script.GET, Keys.of("gold"), List.of("ann", "", "gold", "points", "0", "{}"));
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

  /** Redis puts no brackets around an IPv6 address, and a client may be told one that has them. */
  @ParameterizedTest
  @CsvSource({
    "MOVED 7 127.0.0.1:6379, 127.0.0.1:6379",
    "MOVED 7 redis.example:6379, redis.example:6379",
    "ASK 7 ::1:6379, [::1]:6379",
    "MOVED 7 2001:db8::7:6379, [2001:db8::7]:6379",
    "MOVED 7 [::1]:6379, [::1]:6379"
  })
  void readsTheAddressOfARedirection(String error, String address) {
    assertThat(RedisNodes.Redirection.of(ErrorType.create(error)).address()).isEqualTo(address);
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

  /** ASKING holds for one command, so no other may come between, whoever sends it. */
  @Test
  void asksDirectlyBeforeEachCall() throws Exception {
    try (FakeRedis other = new FakeRedis(command -> "+there");
        FakeRedis first = new FakeRedis(command -> "-ASK 7 " + other.address())) {
      RedisNodes nodes = first.nodes(TIMEOUT);
      RedisScripts scripts = new RedisScripts(nodes);
      // Its connection is on another event loop than that of the first node.
      SharedConnection shared =
          CompletableFuture.supplyAsync(() -> nodes.node(other.address()))
              .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      AtomicBoolean stop = new AtomicBoolean();
      List<Thread> others =
          Stream.generate(() -> repeat(shared, stop)).limit(3).peek(Thread::start).toList();
      for (int i = 0; i < CALLS; i++) {
        assertThat(run(scripts)).succeedsWithin(TIMEOUT).hasToString("there");
      }
      stop.set(true);
      for (Thread each : others) {
        each.join();
      }
      List<String> commands = other.commands();
      assertThat(commands).contains("get");
      for (int i = 0; i < commands.size(); i++) {
        if (commands.get(i).equals("asking")) {
          assertThat(commands.get(i + 1)).isEqualTo("evalsha");
        }
      }
    }
  }

  private static Thread repeat(SharedConnection connection, AtomicBoolean stop) {
    return new Thread(
        () -> {
          while (!stop.get()) {
            assertThat(connection.send(Request.cmd(Command.GET).arg("a"))).succeedsWithin(TIMEOUT);
          }
        });
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
      assertError(run(new RedisScripts(redis.nodes(REPEATED))), "TRYAGAIN");
      assertThat(redis.commands().size()).isBetween(2, 20);
    }
  }

  /** A call that is repeated near its timeout waits no longer than the others. */
  @Test
  void isAnsweredInTimeIfTheLastRepetitionIsNot() {
    Duration timeout = Duration.ofSeconds(4);
    try (FakeRedis redis = new FakeRedis(command -> "-TRYAGAIN moving")) {
      long begin = System.nanoTime();
      CompletableFuture<Response> reply = run(new RedisScripts(redis.nodes(timeout)));
      await().until(() -> since(begin).compareTo(Duration.ofSeconds(3)) > 0);
      redis.answer(command -> null);
      assertThat(reply)
          .failsWithin(TIMEOUT)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(TimeoutException.class);
      assertThat(since(begin)).isLessThan(timeout.plusSeconds(2));
    }
  }

  private static Duration since(long beginNanos) {
    return Duration.ofNanos(System.nanoTime() - beginNanos);
  }

  /** A node that the others have left behind serves no slot, while another has taken its place. */
  @Test
  void findsAnotherNodeAfterOneThatDoesNotServe() {
    try (FakeRedis left = new FakeRedis(RedisScriptsTest::serve);
        FakeRedis other = new FakeRedis(command -> "-MOVED 7 " + left.address())) {
      RedisScripts scripts = new RedisScripts(cluster(left, other));
      assertThat(run(scripts)).succeedsWithin(TIMEOUT).hasToString("here");
      left.answer(command -> "-CLUSTERDOWN The cluster is down");
      other.answer(RedisScriptsTest::serve);
      assertError(run(scripts), "CLUSTERDOWN");
      assertThat(run(scripts)).succeedsWithin(TIMEOUT).hasToString("here");
      assertThat(other.commands()).contains("evalsha");
    }
  }

  private static String serve(List<String> command) {
    return command.get(0).equals("exists") ? ":1" : "+here";
  }

  private static RedisNodes cluster(FakeRedis... nodes) {
    return new RedisNodes(
        nodes[0].vertx(),
        new RedisOptions()
            .setType(RedisClientType.CLUSTER)
            .setEndpoints(Arrays.stream(nodes).map(each -> "redis://" + each.address()).toList()),
        TIMEOUT.toMillis());
  }

  @Test
  void redirectionsInACircleEnd() {
    try (FakeRedis redis = new FakeRedis(command -> "+never")) {
      redis.answer(command -> "-MOVED 7 " + redis.address());
      assertError(run(new RedisScripts(redis.nodes(REPEATED))), "MOVED");
      assertThat(redis.commands().size()).isLessThan(100);
    }
  }

  @Test
  void aLedgerOnAHealthyNodeNeedsNoOther() {
    try (FakeRedis silent = new FakeRedis(command -> null);
        FakeRedis healthy = new FakeRedis(RedisScriptsTest::serve)) {
      assertThat(run(new RedisScripts(cluster(silent, healthy))))
          .succeedsWithin(SHORT)
          .hasToString("here");
      assertThat(silent.commands()).doesNotContain("evalsha");
    }
  }
}
