package dev.scrip.store;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.store.SharedConnection.NotSentException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * The refusal for a failed call to Redis. Its field {@code outcome} states whether an operation may
 * have been applied: {@code not-applied} if the server cannot have run the script or refused its
 * first write, {@code unknown} otherwise. The error text of Redis is logged and never part of a
 * reply.
 */
final class StoreFailure {

  private static final Logger LOG = Logger.getLogger(StoreFailure.class);

  /** The error codes of a server that does not serve at the moment. */
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
          "UNKILLABLE");

  /**
   * The texts of a command that the user may not call: the call of a script itself, or a command in
   * a script, for which versions before 7.2 have no code.
   */
  private static final List<String> DENIED =
      List.of("NOPERM", "The user executing the script can't");

  /** The begin of an error of apply.lua that occurred before its first write. */
  private static final String UNDECIDED = "UNDECIDED";

  /** The error that the client reports for calls under way when a connection is closed. */
  private static final String CONNECTION_CLOSED = "CONNECTION_CLOSED";

  /** The messages of the client for a request that it did not send. */
  private static final String CLOSED_BEFORE = "Connection is closed";

  private static final String QUEUE_FULL = "Redis waiting queue is full";

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

  /** The exception to throw for a failed read, after which the outcome is never unknown. */
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
   * Whether a script failed before its first write. Another request of the same call may have
   * caused it, so they may be sent again one by one. After any other error, that could apply one
   * twice.
   */
  static boolean isUndecided(Throwable failure) {
    return unwrap(failure) instanceof ErrorType error && error.is(UNDECIDED);
  }

  /**
   * Whether Redis refused a command because of the rights of its user: one of a call, or one that
   * opens the connection.
   */
  static boolean isDenied(Throwable failure) {
    Throwable cause = unwrap(failure);
    Throwable answer = cause instanceof NotSentException ? unwrap(cause.getCause()) : cause;
    return answer instanceof ErrorType error
        && DENIED.stream().anyMatch(String.valueOf(error.getMessage())::contains);
  }

  /** The cause within any completion exceptions. */
  static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** The refusal of an operation because too many are waiting. */
  static Refusal overloaded() {
    return notApplied(Code.OVERLOADED, "Too many operations are waiting for the store.");
  }

  /** The refusal of an operation that waited until the timeout and was not sent. */
  static Refusal notSent() {
    return notApplied(
        Code.STORE_UNAVAILABLE,
        "The store did not answer in time, and the operation was not sent.");
  }

  /** The refusal for a call without a reply, which may have been applied. */
  static Refusal unknownOutcome() {
    return Refusal.of(
            Code.STORE_UNAVAILABLE,
            "The store did not answer, so it is not known whether an operation was applied."
                + " Sending it again with the same id is safe.")
        .with("outcome", "unknown");
  }

  /** The refusal of a long read whose later calls were answered by another server. */
  static Refusal otherServer() {
    return notApplied(
        Code.STORE_UNAVAILABLE,
        "The store was restarted, or the ledger has moved to another server.");
  }

  /** The refusal of a long read of whose entries some were trimmed before it came to them. */
  static Refusal trimmed() {
    return notApplied(
        Code.STORE_UNAVAILABLE, "A backup has trimmed the journal while it was read.");
  }

  /** The refusal of a long read that ends with the application. */
  static Refusal stopped() {
    return notApplied(Code.STORE_UNAVAILABLE, "The application is being stopped.");
  }

  private static Refusal refusal(Throwable cause) {
    if (cause instanceof ErrorType error) {
      return ofReply(String.valueOf(error.getMessage()));
    }
    if (cause instanceof NotSentException || CLOSED_BEFORE.equals(cause.getMessage())) {
      return notApplied(Code.STORE_UNAVAILABLE, "The store cannot be reached.");
    }
    if (QUEUE_FULL.equals(cause.getMessage())) {
      return overloaded();
    }
    if (cause instanceof NullPointerException
        || cause instanceof ClassCastException
        || cause instanceof IndexOutOfBoundsException) {
      // A reply of another form than the script's: a defect, or data that nobody expects.
      return Refusal.of(Code.INTERNAL_ERROR, "The store failed on this request.")
          .with("outcome", "unknown");
    }
    return unknownOutcome();
  }

  private static Refusal ofReply(String text) {
    if (text.equals(CONNECTION_CLOSED)) {
      return unknownOutcome();
    }
    // Redis 6.2 wraps the error of a command in a script into a sentence, so the code may be
    // anywhere in the text.
    if (text.contains("OOM ")) {
      return notApplied(Code.STORE_FULL, "The store has no memory left.");
    }
    if (NOT_SERVING.stream().anyMatch(text::contains)
        || text.startsWith("MOVED ")
        || text.startsWith("ASK ")) {
      return notApplied(Code.STORE_UNAVAILABLE, "The store does not serve at the moment.");
    }
    // The call of a script can be refused as a whole; a command in it may follow its first write.
    boolean isUnchanged =
        text.startsWith(UNDECIDED) || (text.startsWith("NOPERM") && !text.contains("script"));
    if (DENIED.stream().anyMatch(text::contains)) {
      return Refusal.of(
              Code.STORE_UNAVAILABLE, "The store does not allow all that this request needs.")
          .with("outcome", isUnchanged ? "not-applied" : "unknown");
    }
    return Refusal.of(Code.INTERNAL_ERROR, "The store failed on this request.")
        .with("outcome", isUnchanged ? "not-applied" : "unknown");
  }

  private static Refusal notApplied(Code code, String detail) {
    return Refusal.of(code, detail).with("outcome", "not-applied");
  }
}
