package dev.scrip.store;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The queue of the reads of balances of one ledger. Those that arrive while a call to Redis is
 * under way are read together by the next call. So a read is never older than its request, and
 * under light load nothing waits. If Redis is far away, further calls are under way, the more the
 * more reads wait.
 */
final class GroupRead {

  /** The most accounts that one call reads. */
  static final int MAX_ACCOUNTS = 100;

  /** How many reads a further call needs for each call that is under way. */
  static final int READS_PER_CALL = 8;

  private final Function<List<String>, CompletableFuture<Response>> send;
  private final long timeoutMillis;

  /** As many as there are requests under way at most, which the triggers limit. */
  private final Deque<Read> waiting = new ArrayDeque<>();

  private final List<GroupCall<Read>> underWay = new ArrayList<>();

  /**
   * An empty queue.
   *
   * @param send runs {@link Script#GET} for the given accounts and returns its reply
   * @param timeoutMillis the time after which a call fails, in milliseconds
   */
  GroupRead(Function<List<String>, CompletableFuture<Response>> send, long timeoutMillis) {
    this.send = send;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Reads the balance of one account.
   *
   * @param account the encoded name of the account
   * @return the balance in smallest units, null if the account does not exist; or a failure within
   *     half a second after the timeout
   */
  CompletableFuture<Response> balance(String account) {
    Read read = new Read(account, new CompletableFuture<>());
    synchronized (this) {
      waiting.addLast(read);
    }
    CompletableFuture<Response> balance =
        read.balance.orTimeout(timeoutMillis + GroupCall.GRACE_MILLIS, TimeUnit.MILLISECONDS);
    sendNext();
    return balance;
  }

  private void sendNext() {
    for (GroupCall<Read> call = takeCall(); call != null; call = takeCall()) {
      GroupCall<Read> sent = call;
      CompletableFuture<Response> unused =
          reply(sent).whenComplete((reply, failure) -> end(sent, reply, failure));
    }
  }

  /** The next call; null if nothing may be sent now. */
  private synchronized GroupCall<Read> takeCall() {
    underWay.removeIf(GroupCall::isLost);
    if (waiting.isEmpty() || waiting.size() < READS_PER_CALL * underWay.size()) {
      return null;
    }
    List<Read> reads = new ArrayList<>();
    while (!waiting.isEmpty() && reads.size() < MAX_ACCOUNTS) {
      Read read = waiting.removeFirst();
      if (!read.balance.isDone()) {
        reads.add(read);
      }
    }
    if (reads.isEmpty()) {
      return null;
    }
    GroupCall<Read> call = new GroupCall<>(reads, timeoutMillis);
    underWay.add(call);
    return call;
  }

  /** The reply to a call. Whatever is thrown, the queue goes on. */
  private CompletableFuture<Response> reply(GroupCall<Read> call) {
    try {
      return send.apply(call.requests().stream().map(Read::account).toList());
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void end(GroupCall<Read> call, Response reply, Throwable failure) {
    synchronized (this) {
      underWay.remove(call);
    }
    // The next call is under way while the callers of this one are answered.
    sendNext();
    for (int i = 0; i < call.requests().size(); i++) {
      CompletableFuture<Response> balance = call.requests().get(i).balance;
      Response value = failure == null ? reply.get(i + 1) : null;
      Throwable error = value instanceof ErrorType unreadable ? unreadable : failure;
      if (error == null) {
        balance.complete(value);
      } else {
        balance.completeExceptionally(error);
      }
    }
  }

  /** A read that waits for its reply. */
  private record Read(String account, CompletableFuture<Response> balance) {}
}
