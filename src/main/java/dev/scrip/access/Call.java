package dev.scrip.access;

import dev.scrip.domain.Operation;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import java.time.Instant;

/**
 * A call of a function: the caller, and the operation id with its scope. A trigger creates it once
 * for each request and hands it on.
 *
 * @param caller the caller
 * @param id the operation id, 1 to 128 characters, or null if there is none
 * @param scope the namespace of the id
 * @param hasDefaultId whether the id is a default, which an id in the request replaces
 * @param batchSize the number of calls that were sent together, 1 for a call by itself
 */
public record Call(
    Caller caller, String id, Operation.Scope scope, boolean hasDefaultId, int batchSize) {

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
   * @param trigger the trigger that supplies the id as a default, such as {@code sqs}, or null if
   *     the caller chose it
   * @return the call
   */
  public static Call of(Caller caller, String id, String trigger) {
    String owner = caller.isAccountOwner() ? caller.account() : null;
    boolean isShared = trigger == null && owner == null;
    Operation.Scope scope = isShared ? Operation.Scope.SHARED : new Operation.Scope(trigger, owner);
    return new Call(caller, id, scope, trigger != null, 1);
  }

  /**
   * Returns the call with the operation id of its request, if the request has one.
   *
   * @param own the operation id in the request, or null
   * @return the call
   * @throws RefusedException {@code invalid-request} if the caller chose another id outside of the
   *     request, as Idempotency-Key
   */
  public Call withOwnId(String own) {
    if (own == null) {
      return this;
    }
    if (id != null && !hasDefaultId && !own.equals(id)) {
      throw new RefusedException(Refusal.invalid("id", "must not differ from the Idempotency-Key"));
    }
    return of(caller, own, null).inBatchOf(batchSize);
  }

  /**
   * Returns the call as one of several that were sent together.
   *
   * @param size the number of these calls
   * @return the call
   */
  public Call inBatchOf(int size) {
    return new Call(caller, id, scope, hasDefaultId, size);
  }

  /**
   * Returns the call of one operation of a batch. Its default id is the batch's, a slash and the
   * index.
   *
   * @param index the operation's index, from 0
   * @return the call, which has no id if this one has none
   */
  public Call at(int index) {
    return id == null ? this : new Call(caller, id + "/" + index, scope, true, batchSize);
  }

  /**
   * The caller of a function.
   *
   * @param name the name in journal entries, or null if unknown
   * @param role the role, which applies to every account, or null for an account owner
   * @param account the account of an account owner, or null for a caller with a role
   * @param expires the instant from which the caller's token is refused, or null if it has none
   */
  public record Caller(String name, Role role, String account, Instant expires) {

    /** The caller when security is off: without a name, and with the role admin. */
    public static final Caller UNRESTRICTED = new Caller(null, Role.ADMIN, null, null);

    /**
     * Creates a caller with a role.
     *
     * @param name the name in journal entries
     * @param role the role
     * @return the caller
     */
    public static Caller of(String name, Role role) {
      return new Caller(name, role, null, null);
    }

    /**
     * Creates an account owner: a caller without a role, who owns the account of the same name.
     *
     * @param name the name of the caller and of its account
     * @return the caller
     */
    public static Caller accountOwner(String name) {
      return new Caller(name, null, name, null);
    }

    /**
     * Returns the same caller with the end of its token.
     *
     * @param newExpires the instant from which the token is refused, or null if there is none
     * @return the caller
     */
    public Caller until(Instant newExpires) {
      return new Caller(name, role, account, newExpires);
    }

    /**
     * Reports whether the caller is an account owner, who may read and spend from its own account
     * only.
     *
     * @return true if the caller has no role
     */
    public boolean isAccountOwner() {
      return role == null;
    }
  }
}
