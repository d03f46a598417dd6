package dev.scrip.domain;

import java.time.Instant;

/**
 * What goes with an operation, whichever it is.
 *
 * @param id the operation id (the caller's idempotency key), or null: then nothing protects against
 *     a second delivery
 * @param scope whose id it is
 * @param reason why, in the caller's words, or null
 * @param notAfter past this time, by the clock of Redis, the operation is refused as expired; or
 *     null
 * @param by who asks, or null where nobody is known
 */
public record Terms(String id, Scope scope, String reason, Instant notAfter, String by) {

  /** No id, no reason, no deadline, nobody known. */
  public static final Terms NONE = new Terms(null, Scope.SHARED, null, null, null);

  /** Terms whose id, if any, is in the scope that callers with a role share. */
  public Terms(String id, String reason, Instant notAfter, String by) {
    this(id, Scope.SHARED, reason, notAfter, by);
  }
}
