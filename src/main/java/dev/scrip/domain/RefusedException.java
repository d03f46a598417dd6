package dev.scrip.domain;

/**
 * Carries a refusal out of a function, or out of a store that cannot answer. It has no stack trace:
 * none may leave.
 */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  /** An exception for this refusal. */
  public RefusedException(Refusal refusal) {
    super(refusal.code().word() + ": " + refusal.detail(), null, false, false);
    this.refusal = refusal;
  }

  /** What was refused, and why. */
  public Refusal refusal() {
    return refusal;
  }
}
