package dev.scrip.trigger;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Violations;
import io.quarkus.arc.ArcUndeclaredThrowableException;
import io.quarkus.funqy.runtime.ApplicationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Finds the refusal in what a function threw, whatever it is wrapped in. */
public final class Failures {

  private Failures() {}

  /** The refusal that a failure is, or empty when something went wrong inside. */
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

  /** A failure without what only carried it here. */
  public static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && cause.getCause() != null && isWrapper(cause)) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Nobody knows who is calling. */
  public static Refusal unauthenticated() {
    return Refusal.of(Code.UNAUTHENTICATED, "Send a valid bearer token.");
  }

  /** It is known who is calling, and that they may not. */
  public static Refusal forbidden() {
    return Refusal.of(Code.FORBIDDEN, "The caller's roles do not allow this.");
  }

  /** Something went wrong that is nobody's business outside. */
  public static Refusal internal() {
    return Refusal.of(
        Code.INTERNAL_ERROR, "The request failed for a reason that the server's log tells.");
  }

  private static boolean isWrapper(Throwable failure) {
    return failure instanceof ApplicationException
        || failure instanceof CompletionException
        || failure instanceof ArcUndeclaredThrowableException;
  }
}
