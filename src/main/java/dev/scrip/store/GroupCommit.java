package dev.scrip.store;

import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
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
 * The queue of the writes of one ledger. The requests (operations and atomic sets) that arrive
 * while a call to Redis is under way are sent together in the next call. Under light load nothing
 * waits. Those of small and of large batches wait in lanes of their own, which take turns: a single
 * operation waits for one call of large batches at most, however many wait.
 *
 * <p>A second call is under way only if it consists of single operations, and of some number of
 * them. Redis then begins with it when it has ended the first, and need not wait for the next one.
 * Two calls may overtake each other on their way to Redis, and the operations of a batch have an
 * order.
 */
final class GroupCommit {

  /** The most operations that wait; further ones are refused as {@code overloaded}. */
  static final int MAX_WAITING = 20_000;

  /** The most operations of a small batch. */
  static final int MAX_SMALL = 10;

  /** The most calls that are under way. */
  private static final int MAX_CALLS = 2;

  /** The fewest operations of a second call: a call costs as much as two operations in one. */
  static final int FEWEST_OF_SECOND = 8;

  /** The most characters of JSON that wait. */
  private static final long MAX_WAITING_BYTES = 32L << 20;

  private static final int MAX_BYTES = 1 << 20;
  private static final long TICK_MILLIS = 250;

  private final Function<String, CompletableFuture<String[]>> send;
  private final long timeoutMillis;
  private final Executor tick =
      CompletableFuture.delayedExecutor(TICK_MILLIS, TimeUnit.MILLISECONDS);
  private final Deque<Waiting> small = new ArrayDeque<>();
  private final Deque<Waiting> large = new ArrayDeque<>();
  private boolean isTurnOfLarge;

  /** Requests that have waited too long, whose callers are answered outside the lock. */
  private final List<Waiting> expired = new ArrayList<>();

  private int waitingOperations;
  private long waitingBytes;
  private final List<GroupCall<Waiting>> underWay = new ArrayList<>(MAX_CALLS);
  private boolean ticking;

  /**
   * An empty queue.
   *
   * @param send sends a JSON list of requests to Redis and returns the text of each outcome
   * @param timeoutMillis how long a caller waits at most, in milliseconds
   */
  GroupCommit(Function<String, CompletableFuture<String[]>> send, long timeoutMillis) {
    this.send = send;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Applies one request.
   *
   * @param json the request
   * @param operations the number of its operations, 1 to {@value Ledger#MAX_OPERATIONS}
   * @param batchSize the number of operations that were sent together with its own, these included
   * @return its outcome; or a failure with a {@link RefusedException} within the timeout
   */
  CompletableFuture<String> apply(String json, int operations, int batchSize) {
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    Waiting request = new Waiting(json, operations, batchSize, deadlineNanos);
    synchronized (this) {
      if (waitingOperations + operations > MAX_WAITING
          || waitingBytes + json.length() > MAX_WAITING_BYTES) {
        return CompletableFuture.failedFuture(new RefusedException(StoreFailure.overloaded()));
      }
      laneOf(request).addLast(request);
      count(request, 1);
    }
    sendNext();
    tickLater();
    return request.outcome;
  }

  /** The number of operations that wait for the next call. */
  synchronized int waiting() {
    return waitingOperations;
  }

  private Deque<Waiting> laneOf(Waiting request) {
    return request.batchSize > MAX_SMALL ? large : small;
  }

  /** Counts a request that begins to wait (1) or waits no longer (-1). */
  private void count(Waiting request, int sign) {
    waitingOperations += sign * request.operations;
    waitingBytes += (long) sign * request.json.length();
  }

  /** Sends what may be sent now. */
  private void sendNext() {
    sendCalls();
    refuseExpired();
  }

  private void sendCalls() {
    for (GroupCall<Waiting> call = takeCall(); call != null; call = takeCall()) {
      GroupCall<Waiting> sent = call;
      CompletableFuture<String[]> reply = reply(sent);
      // The next call is under way while the callers of this one are answered. After a call that
      // failed before it was sent this loop goes on, because many may fail one after another.
      Runnable next = reply.isDone() ? () -> {} : this::sendNext;
      CompletableFuture<String[]> unused =
          reply.whenComplete((outcomes, failure) -> end(sent, outcomes, failure, next));
    }
  }

  /** The reply to a call. Whatever is thrown, the queue goes on. */
  private CompletableFuture<String[]> reply(GroupCall<Waiting> call) {
    try {
      return send.apply(
          call.requests().stream()
              .map(each -> each.json)
              .collect(Collectors.joining(",", "[", "]")));
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The next call; null if nothing may be sent now. */
  private synchronized GroupCall<Waiting> takeCall() {
    if (underWay.size() == MAX_CALLS) {
      return null;
    }
    expireWaiting(small);
    expireWaiting(large);
    Deque<Waiting> lane = large.isEmpty() || (!isTurnOfLarge && !small.isEmpty()) ? small : large;
    boolean isSecond = !underWay.isEmpty();
    if (lane.isEmpty() || (isSecond && !beginsWithSingles(lane))) {
      return null;
    }
    isTurnOfLarge = lane == small;
    GroupCall<Waiting> call = new GroupCall<>(take(lane, isSecond), timeoutMillis);
    underWay.add(call);
    return call;
  }

  /** Whether the first requests of a lane are as many single ones as a second call needs. */
  private static boolean beginsWithSingles(Deque<Waiting> lane) {
    return lane.stream().limit(FEWEST_OF_SECOND).filter(Waiting::isSingle).count()
        == FEWEST_OF_SECOND;
  }

  /**
   * The first requests of a lane, as many as fit into a call; only single ones, if so asked. One
   * that failed in a group is alone.
   */
  private List<Waiting> take(Deque<Waiting> lane, boolean onlySingle) {
    List<Waiting> requests = new ArrayList<>();
    int operations = 0;
    int bytes = 0;
    while (!lane.isEmpty()) {
      Waiting next = lane.peekFirst();
      operations += next.operations;
      bytes += next.json.length();
      boolean fits = operations <= Ledger.MAX_OPERATIONS && bytes <= MAX_BYTES && !next.alone;
      if (!requests.isEmpty() && (!fits || (onlySingle && !next.isSingle()))) {
        break;
      }
      requests.add(lane.removeFirst());
      count(next, -1);
      if (next.alone) {
        break;
      }
    }
    return requests;
  }

  private void end(
      GroupCall<Waiting> call, String[] outcomes, Throwable failure, Runnable beforeAnswers) {
    boolean isRepeated = leave(call, failure);
    try {
      beforeAnswers.run();
    } finally {
      if (!isRepeated) {
        complete(call.requests(), outcomes, failure);
      }
    }
  }

  /**
   * Ends a call. If it failed before anything was written, its requests are sent again, each alone.
   *
   * @return whether they are
   */
  private synchronized boolean leave(GroupCall<Waiting> call, Throwable failure) {
    underWay.remove(call);
    boolean isRepeated =
        failure != null && call.requests().size() > 1 && StoreFailure.isUndecided(failure);
    if (isRepeated) {
      repeatAlone(call.requests());
    }
    return isRepeated;
  }

  /**
   * Puts the requests of a failed call first again, each alone, so that only the faulty one fails.
   */
  private void repeatAlone(List<Waiting> requests) {
    for (int i = requests.size() - 1; i >= 0; i--) {
      Waiting request = requests.get(i);
      request.alone = true;
      laneOf(request).addFirst(request);
      count(request, 1);
    }
  }

  /** Completes the callers of a call. A failure is logged once and not for each of them. */
  private static void complete(List<Waiting> requests, String[] outcomes, Throwable failure) {
    if (failure != null) {
      RefusedException refused = StoreFailure.of(failure);
      requests.forEach(each -> each.outcome.completeExceptionally(refused));
      return;
    }
    for (int i = 0; i < requests.size(); i++) {
      CompletableFuture<String> outcome = requests.get(i).outcome;
      try {
        outcome.complete(outcomes[i]);
      } catch (RuntimeException e) {
        // No list of outcomes, or a shorter one: the outcome of the request is unknown.
        outcome.completeExceptionally(StoreFailure.of(e));
      }
    }
  }

  /** Looks for expired requests later, as long as any wait: one timer for all of them. */
  private synchronized void tickLater() {
    if (!ticking && (!underWay.isEmpty() || waitingOperations > 0)) {
      ticking = true;
      tick.execute(this::tick);
    }
  }

  private void tick() {
    List<Waiting> unanswered;
    synchronized (this) {
      ticking = false;
      expireWaiting(small);
      expireWaiting(large);
      unanswered =
          underWay.stream()
              .flatMap(call -> call.requests().stream())
              .filter(Waiting::isExpired)
              .toList();
      // An Error, such as an OutOfMemoryError, has ended the thread that should have gone on.
      underWay.removeIf(GroupCall::isLost);
    }
    unanswered.forEach(each -> each.refuse(StoreFailure.unknownOutcome()));
    sendNext();
    tickLater();
  }

  /** Takes the requests at the head of a lane that have waited too long out of it. */
  private void expireWaiting(Deque<Waiting> lane) {
    while (!lane.isEmpty() && lane.peekFirst().isExpired()) {
      Waiting request = lane.removeFirst();
      count(request, -1);
      expired.add(request);
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

  /** A request that waits for its outcome. */
  private static final class Waiting {

    private final String json;
    private final int operations;
    private final long deadlineNanos;
    private final CompletableFuture<String> outcome = new CompletableFuture<>();
    private final int batchSize;
    private boolean alone;

    Waiting(String json, int operations, int batchSize, long deadlineNanos) {
      this.json = json;
      this.operations = operations;
      this.batchSize = batchSize;
      this.deadlineNanos = deadlineNanos;
    }

    /** Whether it may be applied before or after any other that waits. */
    boolean isSingle() {
      return batchSize == 1 && !alone;
    }

    void refuse(Refusal refusal) {
      outcome.completeExceptionally(new RefusedException(refusal));
    }

    boolean isExpired() {
      return System.nanoTime() - deadlineNanos > 0;
    }
  }
}
