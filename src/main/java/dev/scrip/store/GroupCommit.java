package dev.scrip.store;

import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The queue of the writes of one ledger. One call to Redis is under way at a time, and the sets of
 * operations that arrive meanwhile are sent together in the next call. Under light load nothing
 * waits. Small and large sets wait in lanes of their own, which take turns: a single operation
 * waits for one large set at most, however many there are.
 */
final class GroupCommit {

  /** The most operations that wait; further ones are refused as {@code overloaded}. */
  static final int MAX_WAITING = 20_000;

  /** The most operations of a small set. */
  static final int MAX_SMALL = 10;

  /** The most characters of JSON that wait. */
  private static final long MAX_WAITING_BYTES = 32L << 20;

  private static final int MAX_BYTES = 1 << 20;
  private static final long TICK_MILLIS = 250;

  /** How much longer than its timeout a call may be under way before it is given up. */
  private static final long GRACE_MILLIS = 500;

  private final Function<String, CompletableFuture<Response>> send;
  private final long timeoutNanos;
  private final Executor tick =
      CompletableFuture.delayedExecutor(TICK_MILLIS, TimeUnit.MILLISECONDS);
  private final Deque<Waiting> small = new ArrayDeque<>();
  private final Deque<Waiting> large = new ArrayDeque<>();
  private boolean isTurnOfLarge;

  /** Sets that have waited too long, and whose callers are told so outside the lock. */
  private final List<Waiting> expired = new ArrayList<>();

  private int waitingOperations;
  private long waitingBytes;
  private Call underWay;
  private boolean ticking;

  /**
   * An empty queue.
   *
   * @param send sends a JSON list of sets to Redis and returns the list of their outcomes
   * @param timeoutMillis how long a caller waits at most, in milliseconds
   */
  GroupCommit(Function<String, CompletableFuture<Response>> send, long timeoutMillis) {
    this.send = send;
    this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
  }

  /**
   * Applies one set.
   *
   * @param json the set
   * @param operations the number of its operations, 1 to {@value Ledger#MAX_OPERATIONS}
   * @return the outcomes, one for each operation; or a failure with a {@link RefusedException}
   *     within the timeout
   */
  CompletableFuture<Response> apply(String json, int operations) {
    Waiting set = new Waiting(json, operations, System.nanoTime() + timeoutNanos);
    synchronized (this) {
      if (waitingOperations + operations > MAX_WAITING
          || waitingBytes + json.length() > MAX_WAITING_BYTES) {
        return CompletableFuture.failedFuture(new RefusedException(StoreFailure.overloaded()));
      }
      laneOf(set).addLast(set);
      count(set, 1);
    }
    sendNext();
    tickLater();
    return set.outcomes;
  }

  /** The number of operations that wait for the next call. */
  synchronized int waiting() {
    return waitingOperations;
  }

  private Deque<Waiting> laneOf(Waiting set) {
    return set.operations > MAX_SMALL ? large : small;
  }

  /** Counts a set that begins to wait (1) or waits no longer (-1). */
  private void count(Waiting set, int sign) {
    waitingOperations += sign * set.operations;
    waitingBytes += (long) sign * set.json.length();
  }

  /** Sends calls until one is under way or nothing waits. */
  private void sendNext() {
    sendCalls();
    refuseExpired();
  }

  private void sendCalls() {
    for (Call call = takeCall(); call != null; call = takeCall()) {
      Call sent = call;
      CompletableFuture<Response> reply = reply(sent);
      if (!reply.isDone()) {
        CompletableFuture<Response> unused =
            reply.whenComplete(
                (response, failure) -> {
                  end(sent, response, failure);
                  sendNext();
                });
        return;
      }
      // It failed before it was sent. A loop, because many may fail one after another.
      CompletableFuture<Response> unused =
          reply.whenComplete((response, failure) -> end(sent, response, failure));
    }
  }

  /** The reply to a call. Whatever is thrown, the queue goes on. */
  private CompletableFuture<Response> reply(Call call) {
    try {
      return send.apply(
          call.sets.stream().map(each -> each.json).collect(Collectors.joining(",", "[", "]")));
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The next call; null if a call is under way or nothing waits. */
  private synchronized Call takeCall() {
    if (underWay != null) {
      return null;
    }
    expireWaiting(small);
    expireWaiting(large);
    Deque<Waiting> lane = large.isEmpty() || (!isTurnOfLarge && !small.isEmpty()) ? small : large;
    List<Waiting> sets = take(lane);
    if (sets.isEmpty()) {
      return null;
    }
    isTurnOfLarge = lane == small;
    underWay = new Call(sets, System.nanoTime() + timeoutNanos);
    return underWay;
  }

  /** The first sets of a lane, as many as fit into a call. One that failed in a group is alone. */
  private List<Waiting> take(Deque<Waiting> lane) {
    List<Waiting> sets = new ArrayList<>();
    int operations = 0;
    int bytes = 0;
    while (!lane.isEmpty()) {
      Waiting next = lane.peekFirst();
      operations += next.operations;
      bytes += next.json.length();
      boolean fits = operations <= Ledger.MAX_OPERATIONS && bytes <= MAX_BYTES && !next.alone;
      if (!sets.isEmpty() && !fits) {
        break;
      }
      sets.add(lane.removeFirst());
      count(next, -1);
      if (next.alone) {
        break;
      }
    }
    return sets;
  }

  private void end(Call call, Response response, Throwable failure) {
    try {
      if (failure != null && call.sets.size() > 1 && StoreFailure.isUndecided(failure)) {
        repeatAlone(call.sets);
      } else {
        complete(call.sets, response, failure);
      }
    } finally {
      leave(call);
    }
  }

  private synchronized void leave(Call call) {
    if (underWay == call) {
      underWay = null;
    }
  }

  /** Puts the sets of a failed call first again, each alone, so that only the faulty one fails. */
  private synchronized void repeatAlone(List<Waiting> sets) {
    for (int i = sets.size() - 1; i >= 0; i--) {
      Waiting set = sets.get(i);
      set.alone = true;
      laneOf(set).addFirst(set);
      count(set, 1);
    }
  }

  /** Completes the callers of a call. A failure is logged once and not for each of them. */
  private static void complete(List<Waiting> sets, Response response, Throwable failure) {
    if (failure != null) {
      RefusedException refused = StoreFailure.of(failure);
      sets.forEach(each -> each.outcomes.completeExceptionally(refused));
      return;
    }
    for (int i = 0; i < sets.size(); i++) {
      CompletableFuture<Response> outcomes = sets.get(i).outcomes;
      try {
        outcomes.complete(response.get(i));
      } catch (RuntimeException e) {
        // No list of outcomes, or a shorter one: the outcome of the set is unknown.
        outcomes.completeExceptionally(StoreFailure.of(e));
      }
    }
  }

  /** Looks for expired sets later, as long as any wait: one timer for all of them. */
  private synchronized void tickLater() {
    if (!ticking && (underWay != null || waitingOperations > 0)) {
      ticking = true;
      tick.execute(this::tick);
    }
  }

  private void tick() {
    List<Waiting> unanswered = List.of();
    synchronized (this) {
      ticking = false;
      expireWaiting(small);
      expireWaiting(large);
      if (underWay != null) {
        unanswered = underWay.sets.stream().filter(Waiting::isExpired).toList();
        if (underWay.isLost()) {
          // An Error, such as an OutOfMemoryError, has ended the thread that should have gone on.
          underWay = null;
        }
      }
    }
    unanswered.forEach(each -> each.refuse(StoreFailure.unknownOutcome()));
    sendNext();
    tickLater();
  }

  /** Takes the sets at the head of a lane that have waited too long out of it. */
  private void expireWaiting(Deque<Waiting> lane) {
    while (!lane.isEmpty() && lane.peekFirst().isExpired()) {
      Waiting set = lane.removeFirst();
      count(set, -1);
      expired.add(set);
    }
  }

  private void refuseExpired() {
    List<Waiting> refused;
    synchronized (this) {
      refused = List.copyOf(expired);
      expired.clear();
    }
    refused.forEach(each -> each.refuse(StoreFailure.notSent()));
  }

  /** One call to Redis. */
  private static final class Call {

    private final List<Waiting> sets;
    private final long deadlineNanos;

    Call(List<Waiting> sets, long deadlineNanos) {
      this.sets = sets;
      this.deadlineNanos = deadlineNanos;
    }

    boolean isLost() {
      return System.nanoTime() - deadlineNanos > TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
    }
  }

  /** A set that waits for its outcomes. */
  private static final class Waiting {

    private final String json;
    private final int operations;
    private final long deadlineNanos;
    private final CompletableFuture<Response> outcomes = new CompletableFuture<>();
    private boolean alone;

    Waiting(String json, int operations, long deadlineNanos) {
      this.json = json;
      this.operations = operations;
      this.deadlineNanos = deadlineNanos;
    }

    void refuse(Refusal refusal) {
      outcomes.completeExceptionally(new RefusedException(refusal));
    }

    boolean isExpired() {
      return System.nanoTime() - deadlineNanos > 0;
    }
  }
}
