package dev.scrip.access;

import dev.scrip.domain.Scope;

/**
 * A call of a function: the caller, and the operation id with its scope. A trigger creates it once
 * for each request and hands it on.
 *
 * @param caller the caller
 * @param id the operation id, 1 to 128 characters, or null if there is none
 * @param scope the namespace of the id
 */
public record Call(Caller caller, String id, Scope scope) {

  /**
   * Creates a call without an operation id.
   *
   * @param caller the caller
   * @return the call
   */
  public static Call of(Caller caller) {
    return of(caller, null, null);
  }

  /**
   * Creates a call.
   *
   * @param caller the caller
   * @param id the operation id, 1 to 128 characters, or null if there is none
   * @param trigger the trigger that supplies the id, such as {@code sqs}, or null if the caller
   *     chose it
   * @return the call
   */
  public static Call of(Caller caller, String id, String trigger) {
    String owner = caller.isAccountOwner() ? caller.account() : null;
    boolean isShared = trigger == null && owner == null;
    return new Call(caller, id, isShared ? Scope.SHARED : new Scope(trigger, owner));
  }

  /**
   * Returns the same call with an operation id that the caller chose.
   *
   * @param own the operation id, or null for the call as it is
   * @return the call
   */
  public Call withOwnId(String own) {
    return own == null ? this : of(caller, own, null);
  }

  /**
   * Returns the call of one operation of a batch. Its id is the batch's, a slash and the index.
   *
   * @param index the operation's index, from 0
   * @return the call, which has no id if this one has none
   */
  public Call at(int index) {
    return id == null ? this : new Call(caller, id + "/" + index, scope);
  }
}
