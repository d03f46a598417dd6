package dev.scrip.access;

/**
 * The caller of a function and the operation id that the trigger supplies. A trigger creates it
 * once for each request.
 *
 * @param caller the caller
 * @param id the operation id that the trigger supplies, such as an Idempotency-Key header, or null
 * @param scope the trigger that the id belongs to, such as {@code sqs}, or null if the caller chose
 *     the id. Ids of different scopes never collide
 */
public record Call(Caller caller, String id, String scope) {

  /**
   * Creates a call without an operation id.
   *
   * @param caller the caller
   * @return the call
   */
  public static Call of(Caller caller) {
    return new Call(caller, null, null);
  }
}
