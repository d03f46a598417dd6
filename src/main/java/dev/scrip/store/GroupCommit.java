package dev.scrip.store;

import dev.scrip.domain.RefusedException;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The queue of the writes of one ledger. One call to Redis is under way at a time, and the sets of
 * operations that arrive meanwhile are sent together in the next call. Under light load nothing
 * waits.
 */
final class GroupCommit {

  /** The most operations that wait; further ones are refused as {@code overloaded}. */
  static final int MAX_WAITING = 20_000;

  private static final int MAX_BYTES = 1 << 20;

  private final Function<String, CompletableFuture<Response>> send;
  private final long timeoutMillis;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private int waitingOperations;
  private boolean underWay;

  /**
   * An empty queue.
   *
   * @param send sends a JSON list of sets to Redis and returns the list of their outcomes
   * @param timeoutMillis how long a caller waits at most, in milliseconds
   */
  GroupCommit(Function<String, CompletableFuture<Response>> send, long timeoutMillis) {
    this.send = send;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Applies one set and waits for its outcomes.
   *
   * @param json the set
   * @param operations the number of its operations, 1 to {@value Ledger#MAX_OPERATIONS}
   * @return the outcomes, one for each operation
   */
  Response apply(String json, int operations) {
    Waiting set = new Waiting(json, operations, new CompletableFuture<>());
    synchronized (this) {
      if (waitingOperations + operations > MAX_WAITING) {
        throw new RefusedException(StoreFailure.overloaded());
      }
      waitingOperations += operations;
      queue.addLast(set);
    }
    sendNext();
    return await(set);
  }

  private Response await(Waiting set) {
    try {
      return set.outcomes.get(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new RefusedException(
          withdraw(set) ? StoreFailure.notSent() : StoreFailure.unknownOutcome());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(
          withdraw(set) ? StoreFailure.notSent() : StoreFailure.unknownOutcome());
    } catch (ExecutionException e) {
      throw StoreFailure.of(e.getCause());
    }
  }

  /** The number of operations that wait for the next call. */
  synchronized int waiting() {
    return waitingOperations;
  }

  /** Removes a set from the queue; false if it has been sent already. */
  private synchronized boolean withdraw(Waiting set) {
    boolean waiting = queue.remove(set);
    if (waiting) {
      waitingOperations -= set.operations;
    }
    return waiting;
  }

  private void sendNext() {
    List<Waiting> sets = takeSets();
    if (!sets.isEmpty()) {
      send(sets);
    }
  }

  /** The sets of the next call; none if a call is under way or nothing waits. */
  private synchronized List<Waiting> takeSets() {
    List<Waiting> sets = new ArrayList<>();
    if (underWay) {
      return sets;
    }
    int operations = 0;
    int bytes = 0;
    while (!queue.isEmpty()) {
      Waiting next = queue.peekFirst();
      operations += next.operations;
      bytes += next.json.length();
      if (!sets.isEmpty() && (operations > Ledger.MAX_OPERATIONS || bytes > MAX_BYTES)) {
        break;
      }
      sets.add(queue.removeFirst());
      waitingOperations -= next.operations;
    }
    underWay = !sets.isEmpty();
    return sets;
  }

  private void send(List<Waiting> sets) {
    call(
        sets,
        (response, failure) -> {
          if (failure != null && sets.size() > 1 && StoreFailure.isUndecided(failure)) {
            sendAlone(sets, 0);
          } else {
            complete(sets, response, failure);
            done();
          }
        });
  }

  /** Sends the sets of a failed call one by one, so that the faulty one fails alone. */
  private void sendAlone(List<Waiting> sets, int index) {
    if (index == sets.size()) {
      done();
      return;
    }
    List<Waiting> one = List.of(sets.get(index));
    call(
        one,
        (response, failure) -> {
          complete(one, response, failure);
          sendAlone(sets, index + 1);
        });
  }

  private void call(List<Waiting> sets, BiConsumer<Response, Throwable> then) {
    String json = sets.stream().map(Waiting::json).collect(Collectors.joining(",", "[", "]"));
    CompletableFuture<Response> reply;
    try {
      reply = send.apply(json);
    } catch (RuntimeException e) {
      reply = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<Response> unused = reply.whenComplete(then);
  }

  /** Completes the waiting callers. It must not throw, or the queue would stop. */
  private static void complete(List<Waiting> sets, Response response, Throwable failure) {
    for (int i = 0; i < sets.size(); i++) {
      CompletableFuture<Response> outcomes = sets.get(i).outcomes;
      if (failure != null) {
        outcomes.completeExceptionally(failure);
      } else {
        try {
          outcomes.complete(response.get(i));
        } catch (RuntimeException e) {
          // No list of outcomes, or a shorter one: the outcome of the set is unknown.
          outcomes.completeExceptionally(e);
        }
      }
    }
  }

  private void done() {
    synchronized (this) {
      underWay = false;
    }
    sendNext();
  }

  private record Waiting(String json, int operations, CompletableFuture<Response> outcomes) {
    // Two sets with the same text are still two sets.
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
