package dev.scrip.store;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * What a failed call to Redis means for the caller. The text of Redis goes to the log, never into a
 * reply. What matters most is whether an operation may have been applied: scripts refuse before
 * their first write or not at all, so after an error reply nothing has changed, while after silence
 * nobody knows.
 */
final class StoreFailure {

  private static final Logger LOG = Logger.getLogger(StoreFailure.class);

  /** Error codes with which a server says that it cannot serve now. */
  private static final List<String> NOT_SERVING =
      List.of(
          "LOADING",
          "MASTERDOWN",
          "CLUSTERDOWN",
          "TRYAGAIN",
          "READONLY",
          "BUSY",
          "NOREPLICAS",
          "MISCONF",
          "NOAUTH",
          "WRONGPASS",
          "NOPERM",
          "UNKILLABLE");

  /** With this an error of apply begins that came before its first write. */
  private static final String UNDECIDED = "UNDECIDED";

  /** No reply of Redis, but what the client answers in its place to all that was under way. */
  private static final String CONNECTION_CLOSED = "CONNECTION_CLOSED";

  private StoreFailure() {}

  /** The exception to throw for a failed call. */
  static RefusedException of(Throwable failure) {
    Throwable cause = unwrap(failure);
    if (cause instanceof RefusedException refused) {
      return refused;
    }
    Refusal refusal = refusal(cause);
    LOG.errorf("redis failed (%s): %s", refusal.code().word(), cause.toString());
    return new RefusedException(refusal);
  }

  /** The exception to throw for a failed read: of it nothing could be applied. */
  static RefusedException ofRead(Throwable failure) {
    Refusal refusal = of(failure).refusal();
    boolean unknown =
        refusal.code() == Code.STORE_UNAVAILABLE
            && "unknown".equals(refusal.fields().get("outcome"));
    return new RefusedException(
        unknown
            ? notApplied(Code.STORE_UNAVAILABLE, "The store did not answer in time.")
            : refusal);
  }

  /**
   * Whether a script ran into an error of its own before it wrote anything, which another set of
   * the same call may have caused. After any other error a second run might apply something twice.
   */
  static boolean isUndecided(Throwable failure) {
    return unwrap(failure) instanceof ErrorType error && error.is(UNDECIDED);
  }

  static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  static Refusal overloaded() {
    return notApplied(Code.OVERLOADED, "Too many operations are waiting for the store.");
  }

  static Refusal notSent() {
    return notApplied(
        Code.STORE_UNAVAILABLE,
        "The store did not answer in time, and the operation was not sent.");
  }

  static Refusal unknownOutcome() {
    return Refusal.of(
            Code.STORE_UNAVAILABLE,
            "The store did not answer, so it is not known whether an operation was applied."
                + " Sending it again with the same id is safe.")
        .with("outcome", "unknown");
  }

  private static Refusal refusal(Throwable cause) {
    if (cause instanceof ErrorType error) {
      return ofReply(String.valueOf(error.getMessage()));
    }
    if (cause instanceof ConnectionPoolTooBusyException) {
      return overloaded();
    }
    if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
      return notApplied(Code.STORE_UNAVAILABLE, "The store cannot be reached.");
    }
    return unknownOutcome();
  }

  private static Refusal ofReply(String text) {
    if (text.equals(CONNECTION_CLOSED)) {
      return unknownOutcome();
    }
    // Redis 6.2 wraps the error of a command in a script into a sentence of its own, so the code
    // may stand anywhere.
    if (text.contains("OOM ")) {
      return notApplied(Code.STORE_FULL, "The store has no memory left.");
    }
    if (NOT_SERVING.stream().anyMatch(text::contains)) {
      return notApplied(Code.STORE_UNAVAILABLE, "The store does not serve at the moment.");
    }
    return Refusal.of(Code.INTERNAL_ERROR, "The store failed on this request.")
        .with("outcome", text.startsWith(UNDECIDED) ? "not-applied" : "unknown");
  }

  private static Refusal notApplied(Code code, String detail) {
    return Refusal.of(code, detail).with("outcome", "not-applied");
  }
}
