package dev.scrip.function;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.json.Violations;
import io.quarkus.arc.ArcUndeclaredThrowableException;
import io.quarkus.funqy.runtime.ApplicationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Converts exceptions thrown by functions to refusals. */
public final class Failures {

  private Failures() {}

  /**
   * Converts an exception to a refusal.
   *
   * @param failure the exception
   * @return the refusal, or empty if the exception is an internal error
   */
  public static Optional<Refusal> refusal(Throwable failure) {
    Throwable cause = unwrap(failure);
    if (cause instanceof RefusedException refused) {
      return Optional.of(refused.refusal());
    }
    if (cause instanceof ConstraintViolationException violations) {
      return Optional.of(Violations.refusal(violations.getConstraintViolations()));
    }
    if (cause instanceof UnauthorizedException) {
      return Optional.of(unauthenticated());
    }
    return cause instanceof ForbiddenException ? Optional.of(forbidden()) : Optional.empty();
  }

  /**
   * Removes wrapper exceptions.
   *
   * @param failure the exception, or null
   * @return the cause that is not a wrapper, or null
   */
  public static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && cause.getCause() != null && isWrapper(cause)) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** {@return the refusal of a call without a valid token} */
  public static Refusal unauthenticated() {
    return Refusal.of(Code.UNAUTHENTICATED, "Send a valid bearer token.");
  }

  /** {@return the refusal of a call that the roles of the caller do not permit} */
  public static Refusal forbidden() {
    return Refusal.of(Code.FORBIDDEN, "The caller's roles do not allow this.");
  }

  /** {@return the refusal that reports an internal error without its cause} */
  public static Refusal internal() {
    return Refusal.of(
        Code.INTERNAL_ERROR,
        "The request failed because of an internal error, which is in the server's log.");
  }

  private static boolean isWrapper(Throwable failure) {
    return failure instanceof ApplicationException
        || failure instanceof CompletionException
        || failure instanceof ArcUndeclaredThrowableException;
  }
}
