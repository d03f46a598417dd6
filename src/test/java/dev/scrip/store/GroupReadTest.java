package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.BulkType;
import io.vertx.redis.client.impl.types.ErrorType;
import io.vertx.redis.client.impl.types.MultiType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Group reads over a sending function of the test's own, which replies the names as balances. */
class GroupReadTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long SHORT_MILLIS = 100;

  /** One call that has been sent and waits for the test to answer it. */
  private record Call(List<String> accounts, CompletableFuture<Response> reply) {

    void answer() {
      MultiType values = MultiType.create(accounts.size() + 1, false);
      values.add(text("ok"));
      accounts.forEach(account -> values.add(text(account)));
      reply.complete(values);
    }

    private static Response text(String text) {
      return switch (text) {
        case "nobody" -> null;
        case "unreadable" -> ErrorType.create("ERR unreadable");
        default -> BulkType.create(Buffer.buffer(text), false);
      };
    }
  }

  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private Throwable thrown;
  private GroupRead reads = reads(PATIENCE.toMillis());

  private GroupRead reads(long timeoutMillis) {
    return new GroupRead(
        accounts -> {
          if (thrown instanceof Error error) {
            throw error;
          }
          Call call = new Call(accounts, new CompletableFuture<>());
          calls.add(call);
          return call.reply();
        },
        timeoutMillis);
  }

  private CompletableFuture<String> read(String account) {
    return reads.balance(account).thenApply(balance -> balance == null ? null : balance.toString());
  }

  private List<CompletableFuture<String>> read(int first, int count) {
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      all.add(read("a" + i));
    }
    return all;
  }

  private Call nextCall() {
    Call call = calls.poll();
    assertThat(call).as("a call is sent").isNotNull();
    return call;
  }

  private static void assertFailed(CompletableFuture<String> read, Class<?> failure) {
    assertThat(read)
        .failsWithin(PATIENCE)
        .withThrowableOfType(ExecutionException.class)
        .havingRootCause()
        .isInstanceOf(failure);
  }

  @Test
  void readsAtOnceWhatArrivesAlone() {
    for (String account : List.of("ann", "bob")) {
      CompletableFuture<String> read = read(account);
      Call call = nextCall();
      assertThat(call.accounts()).containsExactly(account);
      call.answer();
      assertThat(read).isCompletedWithValue(account);
    }
  }

  @Test
  void readsTogetherWhatArrivesWhileACallIsUnderWay() {
    CompletableFuture<String> first = read("ann");
    Call call = nextCall();
    List<CompletableFuture<String>> others = List.of(read("bob"), read("nobody"), read("bob"));
    assertThat(calls).as("too few for a further call").isEmpty();
    call.answer();
    assertThat(first).isCompletedWithValue("ann");
    Call next = nextCall();
    assertThat(next.accounts()).containsExactly("bob", "nobody", "bob");
    assertThat(others).noneMatch(CompletableFuture::isDone);
    next.answer();
    assertThat(others.get(0)).isCompletedWithValue("bob");
    assertThat(others.get(1)).isCompletedWithValue(null);
    assertThat(others.get(2)).isCompletedWithValue("bob");
    assertThat(calls).isEmpty();
  }

  /** Then Redis is far away, and more calls under way make nobody wait for longer. */
  @Test
  void furtherCallsNeedEightReadsForEachUnderWay() {
    List<CompletableFuture<String>> all = read(0, 1 + 7);
    assertThat(calls).hasSize(1);
    all.addAll(read(8, 1 + 15));
    assertThat(calls).hasSize(2);
    all.addAll(read(24, 1));
    List<Call> sent = new ArrayList<>();
    calls.drainTo(sent);
    assertThat(sent).extracting(call -> call.accounts().size()).containsExactly(1, 8, 16);
    for (int i = sent.size() - 1; i >= 0; i--) {
      sent.get(i).answer();
    }
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i)).isCompletedWithValue("a" + i);
    }
  }

  @Test
  void readsAtMost100AccountsInACall() {
    int calledFor = 1 + 8 * (12 * 13 / 2);
    List<CompletableFuture<String>> all = read(0, calledFor + 8 * 13);
    List<Call> sent = new ArrayList<>();
    calls.drainTo(sent);
    assertThat(sent).hasSize(14);
    assertThat(sent.get(12).accounts()).hasSize(96);
    assertThat(sent.get(13).accounts()).hasSize(100);
    sent.forEach(Call::answer);
    Call last = nextCall();
    assertThat(last.accounts()).hasSize(4);
    last.answer();
    assertThat(calls).isEmpty();
    assertThat(all).allMatch(CompletableFuture::isDone);
    assertThat(all.get(all.size() - 1)).isCompletedWithValue("a" + (all.size() - 1));
  }

  @Test
  void failsAloneForABalanceThatCannotBeRead() {
    CompletableFuture<String> first = read("ann");
    Call call = nextCall();
    CompletableFuture<String> second = read("unreadable");
    CompletableFuture<String> third = read("bob");
    call.answer();
    nextCall().answer();
    assertThat(first).isCompletedWithValue("ann");
    assertFailed(second, ErrorType.class);
    assertThat(third).isCompletedWithValue("bob");
  }

  @Test
  void failsForACallThatFails() {
    CompletableFuture<String> first = read("ann");
    Call call = nextCall();
    List<CompletableFuture<String>> others = read(0, 2);
    call.reply().completeExceptionally(new IllegalStateException("no connection"));
    assertFailed(first, IllegalStateException.class);
    assertThat(others).noneMatch(CompletableFuture::isDone);
    nextCall().answer();
    assertThat(others.get(1)).isCompletedWithValue("a1");
  }

  @Test
  void goesOnWhateverIsThrown() {
    for (Error error : List.of(new OutOfMemoryError("no heap"), new StackOverflowError())) {
      thrown = error;
      assertFailed(read("ann"), error.getClass());
      thrown = null;
      CompletableFuture<String> next = read("bob");
      nextCall().answer();
      assertThat(next).isCompletedWithValue("bob");
    }
  }

  @Test
  void doesNotReadWhatNobodyWaitsForAnyLonger() {
    reads = reads(SHORT_MILLIS);
    CompletableFuture<String> first = read("ann");
    CompletableFuture<String> second = read("bob");
    Call call = nextCall();
    assertFailed(first, TimeoutException.class);
    assertFailed(second, TimeoutException.class);
    call.answer();
    assertThat(calls).isEmpty();
  }

  @Test
  void goesOnAfterACallWhoseEndNobodyReported() {
    reads = reads(SHORT_MILLIS);
    CompletableFuture<String> lost = read("ann");
    assertThat(nextCall().accounts()).containsExactly("ann");
    assertFailed(lost, TimeoutException.class);
    await()
        .until(
            () -> {
              CompletableFuture<String> next = read("bob");
              Call call = calls.poll(SHORT_MILLIS, TimeUnit.MILLISECONDS);
              if (call != null) {
                call.answer();
              }
              return next.isDone() && !next.isCompletedExceptionally();
            });
  }
}
