package dev.scrip.domain;

import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * The options that every operation has.
 *
 * @param id the operation id (the caller's idempotency key), or null: then a second delivery is
 *     applied again
 * @param scope the namespace of the id
 * @param reason the caller's reason, kept in the journal, or null
 * @param notAfter the deadline by the clock of Redis, after which the operation is refused as
 *     expired; or null
 * @param by the name of the caller, or null if unknown
 */
public record OperationOptions(String id, Scope scope, String reason, Instant notAfter, String by) {

  /** No id, no reason, no deadline, unknown caller. */
  public static final OperationOptions NONE =
      new OperationOptions(null, Scope.SHARED, null, null, null);

  /**
   * Options whose id, if any, is in the scope that callers with a role share.
   *
   * @param id the operation id, 1 to 128 characters, or null
   * @param reason the caller's reason, or null
   * @param notAfter the deadline by the clock of Redis, or null
   * @param by the name of the caller, or null if unknown
   */
  public OperationOptions(String id, String reason, Instant notAfter, String by) {
    this(id, Scope.SHARED, reason, notAfter, by);
  }

  /**
   * The same options with other names for the caller and for the owner of the id.
   *
   * @param name maps a name to the name that replaces it
   * @return options that differ in these names alone
   */
  public OperationOptions withNames(UnaryOperator<String> name) {
    return new OperationOptions(
        id, scope.withNames(name), reason, notAfter, by == null ? null : name.apply(by));
  }
}
