package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.store.SharedConnection.NotSentException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Group commit over a sending function of the test's own. A set here is one digit or letter. */
class GroupCommitTest {

  private static final long PATIENCE_SECONDS = 30;
  private static final long LONG_MILLIS = TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS);
  private static final long SHORT_MILLIS = 100;

  /** One call that has been sent and waits for the test to answer it. */
  private record Call(String json, CompletableFuture<String[]> reply) {
    /** Answers each set with its own text. */
    void answer() {
      String inner = json.substring(1, json.length() - 1);
      reply.complete(inner.split(",", -1));
    }

    void fail(Throwable failure) {
      reply.completeExceptionally(failure);
    }
  }

  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final AtomicBoolean throwing = new AtomicBoolean();
  private volatile Error thrown;
  private GroupCommit commit = commit(LONG_MILLIS);

  private GroupCommit commit(long timeoutMillis) {
    return new GroupCommit(
        json -> {
          if (throwing.get()) {
            throw new IllegalStateException("no way to send");
          }
          if (thrown != null) {
            throw thrown;
          }
          Call call = new Call(json, new CompletableFuture<>());
          calls.add(call);
          return call.reply();
        },
        timeoutMillis);
  }

  private CompletableFuture<String> apply(String set) {
    return apply(set, 1);
  }

  private CompletableFuture<String> apply(String set, int operations) {
    return commit.apply(set, operations, operations);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  /** Applies a set and waits until it stands in the queue behind so many operations. */
  private CompletableFuture<String> applyBehind(int waiting, String set) {
    await().until(() -> commit.waiting() == waiting);
    CompletableFuture<String> outcome = apply(set);
    await().until(() -> commit.waiting() == waiting + 1);
    return outcome;
  }

  private Call nextCall() throws InterruptedException {
    Call call = calls.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(call).as("a call is sent").isNotNull();
    return call;
  }

  private static String result(CompletableFuture<String> outcome) throws Exception {
    return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static Refusal refusal(CompletableFuture<String> outcome) throws Exception {
    Throwable failure =
        outcome.handle((ok, thrown) -> thrown).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    assertThat(cause).isInstanceOf(RefusedException.class);
    return ((RefusedException) cause).refusal();
  }

  @Test
  void sendsAtOnceWhatArrivesAlone() throws Exception {
    CompletableFuture<String> first = apply("1");
    Call call = nextCall();
    assertThat(call.json()).isEqualTo("[1]");
    call.answer();
    assertThat(result(first)).isEqualTo("1");

    CompletableFuture<String> second = apply("2");
    nextCall().answer();
    assertThat(result(second)).isEqualTo("2");
  }

  @Test
  void sendsTogetherWhatArrivesWhileACallIsUnderWay() throws Exception {
    CompletableFuture<String> first = apply("1");
    Call call = nextCall();
    CompletableFuture<String> second = applyBehind(0, "2");
    CompletableFuture<String> third = applyBehind(1, "3");
    CompletableFuture<String> fourth = applyBehind(2, "4");
    assertThat(calls).as("one call at a time").isEmpty();
    call.answer();
    Call next = nextCall();
    assertThat(next.json()).isEqualTo("[2,3,4]");
    assertThat(second).isNotDone();
    next.answer();
    assertThat(result(first)).isEqualTo("1");
    assertThat(result(second)).isEqualTo("2");
    assertThat(result(third)).isEqualTo("3");
    assertThat(result(fourth)).isEqualTo("4");
    assertThat(calls).isEmpty();
  }

  private static List<String> digits(String json) {
    return List.of(json.substring(1, json.length() - 1).split(",", -1));
  }

  @Test
  void sendsASecondCallOfManySingleOperations() throws Exception {
    CompletableFuture<String> first = apply("0");
    Call call = nextCall();
    List<CompletableFuture<String>> others = new ArrayList<>();
    for (int i = 1; i < GroupCommit.FEWEST_OF_SECOND; i++) {
      others.add(apply(Integer.toString(i)));
    }
    assertThat(calls).as("too few for a second call").isEmpty();
    others.add(apply("8"));
    Call second = nextCall();
    assertThat(digits(second.json())).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    for (int i = 0; i < 20; i++) {
      others.add(apply("a" + i));
    }
    assertThat(calls).as("two are under way").isEmpty();
    second.answer();
    Call third = nextCall();
    assertThat(digits(third.json())).hasSize(20);
    third.answer();
    assertThat(first).isNotDone();
    assertThat(others).allSatisfy(each -> assertThat(each).isCompleted());
    call.answer();
    assertThat(result(first)).isEqualTo("0");
    assertThat(result(others.get(7))).isEqualTo("8");
  }

  /** Two calls may overtake each other, and the operations of a batch have an order. */
  @Test
  void operationsOfABatchWaitUntilNoCallIsUnderWay() throws Exception {
    for (int batch : new int[] {2, GroupCommit.MAX_SMALL, 100}) {
      commit = commit(LONG_MILLIS);
      CompletableFuture<String> single = apply("0");
      Call call = nextCall();
      List<CompletableFuture<String>> others = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        others.add(commit.apply("b" + i, 1, batch));
      }
      assertThat(calls).as("batch of %d", batch).isEmpty();
      call.answer();
      assertThat(result(single)).isEqualTo("0");
      Call next = nextCall();
      assertThat(digits(next.json())).hasSize(20);
      next.answer();
      for (int i = 0; i < 20; i++) {
        assertThat(result(others.get(i))).isEqualTo("b" + i);
      }
    }
  }

  @Test
  void aSecondCallEndsBeforeTheFirstOperationOfABatch() throws Exception {
    List<CompletableFuture<String>> all = new ArrayList<>();
    all.add(apply("0"));
    Call call = nextCall();
    for (int i = 0; i < GroupCommit.FEWEST_OF_SECOND; i++) {
      all.add(apply("a" + i));
    }
    Call second = nextCall();
    all.add(commit.apply("b", 1, 2));
    for (int i = 0; i < GroupCommit.FEWEST_OF_SECOND; i++) {
      all.add(apply("c" + i));
    }
    call.answer();
    assertThat(calls).as("the batch is first in the lane, and waits").isEmpty();
    second.answer();
    Call last = nextCall();
    assertThat(digits(last.json())).startsWith("b", "c0").hasSize(9);
    last.answer();
    assertThat(all).allSatisfy(each -> assertThat(each).isCompleted());
  }

  @Test
  void givesEqualSetsAnOutcomeEach() throws Exception {
    CompletableFuture<String> first = apply("1");
    Call call = nextCall();
    CompletableFuture<String> second = applyBehind(0, "2");
    CompletableFuture<String> third = applyBehind(1, "2");
    call.answer();
    Call next = nextCall();
    assertThat(next.json()).isEqualTo("[2,2]");
    next.answer();
    assertThat(List.of(result(first), result(second), result(third)))
        .containsExactly("1", "2", "2");
  }

  @Test
  void putsAtMost500OperationsInACall() throws Exception {
    CompletableFuture<String> first = apply("1");
    Call call = nextCall();
    CompletableFuture<String> second = apply("2", 300);
    await().until(() -> commit.waiting() == 300);
    CompletableFuture<String> third = apply("3", 200);
    await().until(() -> commit.waiting() == 500);
    CompletableFuture<String> fourth = apply("4", 1);
    await().until(() -> commit.waiting() == 501);
    call.answer();
    Call next = nextCall();
    assertThat(next.json()).isEqualTo("[2,3]");
    next.answer();
    Call last = nextCall();
    assertThat(last.json()).isEqualTo("[4]");
    last.answer();
    assertThat(List.of(result(first), result(second), result(third), result(fourth)))
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void putsAtMostOneMebibyteInACallUnlessOneSetAloneIsLarger() throws Exception {
    String half = "x".repeat(600_000);
    String large = "y".repeat(2_000_000);
    CompletableFuture<String> first = apply("1");
    Call call = nextCall();
    CompletableFuture<String> second = applyBehind(0, half);
    CompletableFuture<String> third = applyBehind(1, half);
    CompletableFuture<String> fourth = applyBehind(2, large);
    call.answer();
    for (String set : List.of(half, half, large)) {
      Call next = nextCall();
      assertThat(next.json()).hasSize(set.length() + 2);
      next.answer();
    }
    assertThat(result(first)).isEqualTo("1");
    assertThat(result(second)).isEqualTo(half);
    assertThat(result(third)).isEqualTo(half);
    assertThat(result(fourth)).isEqualTo(large);
  }

  @Test
  void runsTheSetsOfACallThatAScriptErrorEndedOneByOne() throws Exception {
    CompletableFuture<String> first = apply("1");
    Call call = nextCall();
    CompletableFuture<String> second = applyBehind(0, "2");
    CompletableFuture<String> third = applyBehind(1, "3");
    CompletableFuture<String> fourth = applyBehind(2, "4");
    call.answer();
    nextCall().fail(ErrorType.create("UNDECIDED attempt to index a nil value"));
    Call alone = nextCall();
    assertThat(alone.json()).isEqualTo("[2]");
    CompletableFuture<String> fifth = applyBehind(2, "5");
    alone.answer();
    alone = nextCall();
    assertThat(alone.json()).isEqualTo("[3]");
    assertThat(result(second)).isEqualTo("2");
    alone.fail(ErrorType.create("UNDECIDED attempt to index a nil value"));
    Refusal refusal = refusal(third);
    assertThat(refusal.code()).isEqualTo(Code.INTERNAL_ERROR);
    assertThat(refusal.detail()).doesNotContain("nil");
    alone = nextCall();
    assertThat(alone.json()).isEqualTo("[4]");
    alone.answer();
    assertThat(result(fourth)).isEqualTo("4");
    alone = nextCall();
    assertThat(alone.json()).isEqualTo("[5]");
    alone.answer();
    assertThat(result(fifth)).isEqualTo("5");
    assertThat(result(first)).isEqualTo("1");
  }

  @Test
  void repeatsNothingWhenTheServerIsFullOrSilent() throws Exception {
    for (Throwable failure :
        List.of(
            ErrorType.create("OOM command not allowed when used memory > 'maxmemory'."),
            ErrorType.create("ERR Error running script: @user_script: 1: -OOM command not allowed"),
            ErrorType.create("READONLY You can't write against a read only replica."),
            new NotSentException(new ConnectException("refused")),
            new IllegalStateException("connection lost"))) {
      CompletableFuture<String> first = apply("1");
      Call call = nextCall();
      CompletableFuture<String> second = applyBehind(0, "2");
      CompletableFuture<String> third = applyBehind(1, "3");
      call.answer();
      nextCall().fail(failure);
      assertThat(result(first)).isEqualTo("1");
      assertThat(refusal(second)).isEqualTo(refusal(third));
      assertThat(calls).isEmpty();
    }
  }

  @Test
  void saysWhetherAFailedOperationMayHaveBeenApplied() throws Exception {
    CompletableFuture<String> full = apply("1");
    nextCall().fail(ErrorType.create("OOM command not allowed when used memory > 'maxmemory'."));
    assertThat(refusal(full).code()).isEqualTo(Code.STORE_FULL);
    assertThat(refusal(full).fields()).containsEntry("outcome", "not-applied");

    CompletableFuture<String> unreachable = apply("1");
    nextCall().fail(new NotSentException(new ConnectException("refused")));
    assertThat(refusal(unreachable).code()).isEqualTo(Code.STORE_UNAVAILABLE);
    assertThat(refusal(unreachable).fields()).containsEntry("outcome", "not-applied");

    CompletableFuture<String> lost = apply("1");
    nextCall().fail(new IllegalStateException("CONNECTION_CLOSED"));
    assertThat(refusal(lost).code()).isEqualTo(Code.STORE_UNAVAILABLE);
    assertThat(refusal(lost).fields()).containsEntry("outcome", "unknown");
  }

  @Test
  void refusesWhatWouldWaitBehindTooMuch() throws Exception {
    CompletableFuture<String> first = apply("1");
    Call call = nextCall();
    CompletableFuture<String> second = apply("2", GroupCommit.MAX_WAITING);
    await().until(() -> commit.waiting() == GroupCommit.MAX_WAITING);
    Refusal refusal = refusal(apply("3"));
    assertThat(refusal.code()).isEqualTo(Code.OVERLOADED);
    assertThat(refusal.fields()).containsEntry("outcome", "not-applied");
    call.answer();
    nextCall().answer();
    assertThat(result(first)).isEqualTo("1");
    assertThat(result(second)).isEqualTo("2");
    CompletableFuture<String> later = apply("4");
    nextCall().answer();
    assertThat(result(later)).isEqualTo("4");
  }

  @Test
  void withdrawsWhatWasNotSentInTime() throws Exception {
    commit = commit(SHORT_MILLIS);
    CompletableFuture<String> first = apply("1");
    Call call = nextCall();
    CompletableFuture<String> second = apply("2");
    assertThat(refusal(first).code()).isEqualTo(Code.STORE_UNAVAILABLE);
    assertThat(refusal(first).fields()).containsEntry("outcome", "unknown");
    assertThat(refusal(second).code()).isEqualTo(Code.STORE_UNAVAILABLE);
    assertThat(refusal(second).fields()).containsEntry("outcome", "not-applied");
    assertThat(commit.waiting()).isZero();
    call.answer();
    assertThat(calls).as("what was withdrawn is never sent").isEmpty();
  }

  @Test
  void goesOnWhenSendingThrows() throws Exception {
    throwing.set(true);
    assertThat(refusal(apply("1")).code()).isEqualTo(Code.STORE_UNAVAILABLE);
    throwing.set(false);
    CompletableFuture<String> second = apply("2");
    nextCall().answer();
    assertThat(result(second)).isEqualTo("2");
  }

  @Test
  void goesOnWhateverIsThrown() throws Exception {
    for (Error error : List.of(new OutOfMemoryError("no heap"), new StackOverflowError())) {
      thrown = error;
      assertThat(refusal(apply("1")).code()).isEqualTo(Code.STORE_UNAVAILABLE);
      thrown = null;
      CompletableFuture<String> second = apply("2");
      nextCall().answer();
      assertThat(result(second)).isEqualTo("2");
    }
  }

  @Test
  void goesOnAfterACallWhoseEndNobodyReported() throws Exception {
    commit = commit(SHORT_MILLIS);
    CompletableFuture<String> lost = apply("1");
    assertThat(nextCall().json()).isEqualTo("[1]");
    assertThat(refusal(lost).fields()).containsEntry("outcome", "unknown");
    // The call is given up after its timeout, and what comes then is sent.
    await()
        .until(
            () -> {
              CompletableFuture<String> next = apply("2");
              Call call = calls.poll(SHORT_MILLIS, TimeUnit.MILLISECONDS);
              if (call != null) {
                call.answer();
              }
              return call != null && result(next).equals("2");
            });
  }

  @Test
  void refusesEachOfManyThatCannotBeSent() throws Exception {
    CompletableFuture<String> first = apply("1");
    Call call = nextCall();
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      waiting.add(apply("x", Ledger.MAX_OPERATIONS));
    }
    throwing.set(true);
    call.answer();
    assertThat(result(first)).isEqualTo("1");
    for (CompletableFuture<String> each : waiting) {
      assertThat(refusal(each).code()).isEqualTo(Code.STORE_UNAVAILABLE);
    }
    assertThat(commit.waiting()).isZero();
  }

  @Test
  void letsASmallSetWaitForOneLargeSetAtMost() throws Exception {
    CompletableFuture<String> first = apply("0", Ledger.MAX_OPERATIONS);
    Call call = nextCall();
    List<CompletableFuture<String>> large = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      large.add(apply("large " + i, Ledger.MAX_OPERATIONS));
    }
    CompletableFuture<String> one = apply("one", 1);
    CompletableFuture<String> two = apply("two", GroupCommit.MAX_SMALL);
    call.answer();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Call next = nextCall();
      sent.add(next.json());
      if (i == 0) {
        // Small sets that arrive now wait until a large one had its turn.
        large.add(apply("three", 1));
      }
      next.answer();
    }
    nextCall().answer();
    assertThat(sent).containsExactly("[one,two]", "[large 1]", "[three]", "[large 2]");
    assertThat(List.of(result(first), result(one), result(two))).containsExactly("0", "one", "two");
    for (CompletableFuture<String> each : large) {
      assertThat(each).succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
    }
  }

  @Test
  void refusesWhatWouldTakeTooMuchMemory() throws Exception {
    CompletableFuture<String> first = apply("1");
    Call call = nextCall();
    String mebibyte = "x".repeat(1 << 20);
    for (int i = 0; i < 32; i++) {
      CompletableFuture<String> unused = commit.apply(mebibyte, 1, 2);
    }
    assertThat(refusal(apply("2")).code()).isEqualTo(Code.OVERLOADED);
    call.answer();
    assertThat(result(first)).isEqualTo("1");
    nextCall().answer();
    CompletableFuture<String> third = apply("3");
    assertThat(third).isNotCompletedExceptionally();
  }

  @Test
  void goesOnWhenSendingThrowsForWhatWaited() throws Exception {
    CompletableFuture<String> first = apply("1");
    Call call = nextCall();
    CompletableFuture<String> second = applyBehind(0, "2");
    throwing.set(true);
    call.answer();
    assertThat(result(first)).isEqualTo("1");
    assertThat(refusal(second).code()).isEqualTo(Code.STORE_UNAVAILABLE);
    throwing.set(false);
    CompletableFuture<String> third = apply("3");
    nextCall().answer();
    assertThat(result(third)).isEqualTo("3");
  }

  @Test
  void goesOnAfterAReplyThatItCannotRead() throws Exception {
    CompletableFuture<String> first = apply("1");
    nextCall().reply().complete(null);
    assertThat(refusal(first).fields()).containsEntry("outcome", "unknown");
    CompletableFuture<String> second = apply("2");
    nextCall().answer();
    assertThat(result(second)).isEqualTo("2");
  }

  @Test
  void keepsTheOrderOfOneCallerAndLosesNothingUnderLoad() throws Exception {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger sent = new AtomicInteger();
    GroupCommit busy =
        new GroupCommit(
            json -> {
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              Call call = new Call(json, new CompletableFuture<>());
              sent.incrementAndGet();
              start(
                  () -> {
                    underWay.decrementAndGet();
                    call.answer();
                  });
              return call.reply();
            },
            LONG_MILLIS);
    int threads = 16;
    int rounds = 200;
    CountDownLatch done = new CountDownLatch(threads);
    AtomicInteger wrong = new AtomicInteger();
    for (int i = 0; i < threads; i++) {
      int thread = i;
      start(
          () -> {
            for (int round = 0; round < rounds; round++) {
              String set = thread + "-" + round;
              if (!busy.apply(set, 1, 1).join().toString().equals(set)) {
                wrong.incrementAndGet();
              }
            }
            done.countDown();
          });
    }
    assertThat(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(wrong).hasValue(0);
    assertThat(most.get()).as("calls under way at once").isBetween(1, 2);
    assertThat(sent.get()).isLessThanOrEqualTo(threads * rounds);
  }
}
