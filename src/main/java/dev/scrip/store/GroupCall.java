package dev.scrip.store;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One call to Redis for several requests.
 *
 * @param <T> a request
 */
final class GroupCall<T> {

  /** How much longer than its timeout a call is waited for, because it says what has failed. */
  static final long GRACE_MILLIS = 500;

  private final List<T> requests;
  private final long endNanos;

  /** A call that is about to be sent, and fails within its timeout. */
  GroupCall(List<T> requests, long timeoutMillis) {
    this.requests = requests;
    this.endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis + GRACE_MILLIS);
  }

  /** The requests. */
  List<T> requests() {
    return requests;
  }

  /** Whether an Error, such as an OutOfMemoryError, has ended what should have ended the call. */
  boolean isLost() {
    return System.nanoTime() - endNanos > 0;
  }
}
