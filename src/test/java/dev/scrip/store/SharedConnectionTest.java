package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scrip.store.SharedConnection.NotSentException;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** One connection for all calls: when it is opened, and when it is given up. */
class SharedConnectionTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  private static SharedConnection to(FakeRedis redis, Duration timeout) {
    return new SharedConnection(
        redis.vertx(),
        () -> Redis.createClient(redis.vertx(), "redis://" + redis.address()),
        timeout.toMillis());
  }

  private static CompletableFuture<Response> send(SharedConnection connection) {
    return connection.send(Request.cmd(Command.EXISTS).arg("{a}:info"));
  }

  @Test
  void isSharedByCallsThatAreUnderWayTogether() {
    try (FakeRedis redis = new FakeRedis(command -> "+ok")) {
      SharedConnection connection = to(redis, TIMEOUT);
      List<CompletableFuture<Response>> calls = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        calls.add(send(connection));
      }
      for (CompletableFuture<Response> call : calls) {
        assertThat(call).succeedsWithin(TIMEOUT).hasToString("ok");
      }
      assertThat(redis.connections()).isEqualTo(1);
    }
  }

  @Test
  void isClosedWhenACallIsNotAnsweredInTime() {
    try (FakeRedis redis = new FakeRedis(command -> null)) {
      SharedConnection connection = to(redis, SHORT);
      assertThat(send(connection))
          .failsWithin(TIMEOUT)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(TimeoutException.class);
      redis.answer(command -> "+ok");
      assertThat(send(connection)).succeedsWithin(TIMEOUT).hasToString("ok");
      assertThat(redis.connections()).isEqualTo(2);
      assertThat(redis.commands()).hasSize(2);
    }
  }

  @Test
  void isOpenedAgainAfterTheServerWasDown() throws Exception {
    try (OwnRedis own = OwnRedis.start()) {
      RedisNodes nodes = own.nodes(TIMEOUT);
      SharedConnection connection = nodes.find("any", TIMEOUT.toMillis()).join();
      assertThat(send(connection)).succeedsWithin(TIMEOUT);
      own.command(Command.CLIENT, "KILL", "TYPE", "normal", "SKIPME", "yes");
      await()
          .until(
              () -> {
                CompletableFuture<Response> call = send(connection);
                return call.handle((reply, failure) -> failure == null).join();
              });
    }
  }

  @Test
  void sendsNothingThatWasReportedAsNotSent() {
    // A server that accepts the connection and answers nothing, not even the greeting.
    try (FakeRedis server = new FakeRedis(command -> "+ok")) {
      server.mute(true);
      SharedConnection connection = to(server, SHORT);
      for (int i = 0; i < 2; i++) {
        assertThat(send(connection))
            .failsWithin(TIMEOUT)
            .withThrowableOfType(ExecutionException.class)
            .withCauseInstanceOf(NotSentException.class);
      }
      server.mute(false);
      assertThat(send(connection)).succeedsWithin(TIMEOUT).hasToString("ok");
      assertThat(server.commands()).as("only the last call").containsExactly("exists");
    }
  }

  @Test
  void failsAtOnceWhereThereIsNoServer() {
    FakeRedis gone = new FakeRedis(command -> "+ok");
    String address = gone.address();
    gone.close();
    try (FakeRedis other = new FakeRedis(command -> "+ok")) {
      SharedConnection connection =
          new SharedConnection(
              other.vertx(),
              () -> Redis.createClient(other.vertx(), "redis://" + address),
              TIMEOUT.toMillis());
      for (int i = 0; i < 3; i++) {
        assertThat(send(connection))
            .failsWithin(Duration.ofSeconds(10))
            .withThrowableOfType(ExecutionException.class)
            .withCauseInstanceOf(NotSentException.class);
      }
    }
  }
}
