package dev.scrip.domain;

/** The exception for a refused call. It has no stack trace, because replies and logs show none. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  /**
   * An exception for a refusal.
   *
   * @param refusal the refusal
   */
  public RefusedException(Refusal refusal) {
    super(refusal.code().word() + ": " + refusal.detail(), null, false, false);
    this.refusal = refusal;
  }

  /** {@return the refusal} */
  public Refusal refusal() {
    return refusal;
  }
}
