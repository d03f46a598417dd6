package dev.scrip.function;

import dev.scrip.access.Caller;
import dev.scrip.access.Permissions;
import dev.scrip.config.Ledgers;
import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import jakarta.inject.Singleton;

/** The one place that says who may do what, and what a holder may be told. */
@Singleton
public class Guard {

  private static final String BATCH = "batch";
  private static final String EVENTS = "events";

  private final Ledgers ledgers;
  private final Call call;

  Guard(Ledgers ledgers, Call call) {
    this.ledgers = ledgers;
    this.call = call;
  }

  /**
   * Refuses a call that the caller may not make, as {@code forbidden}. A batch is judged by its
   * operations.
   */
  void require(String function, Object request) {
    Caller caller = call.caller();
    if (!caller.isHolder()) {
      requireRole(caller, function);
      return;
    }
    requireHolder(function);
    if (request instanceof HolderRequest own) {
      requireOwn(caller, ledgers.get(own.ledger()), own.ownAccount());
    } else if (request != null && !function.equals(BATCH)) {
      throw forbidden("Without a role, a caller may not call " + function + ".");
    }
  }

  /**
   * Refuses an operation of a batch, likewise.
   *
   * @param ledger the ledger that it is for
   */
  static void requireMember(
      Caller caller, String function, OperationRequest<?> request, LedgerDefinition ledger) {
    if (!caller.isHolder()) {
      requireRole(caller, function);
    } else {
      requireHolder(function);
      requireOwn(caller, ledger, request instanceof HolderRequest own ? own.ownAccount() : null);
    }
  }

  /**
   * Refuses a caller who may not follow the events of a ledger; a holder may follow those of its
   * own account.
   */
  public static void requireEvents(Caller caller, LedgerDefinition ledger) {
    if (caller.isHolder()) {
      requireHolder(EVENTS);
      requireOwn(caller, ledger, caller.account());
    } else {
      requireRole(caller, EVENTS);
    }
  }

  /** A refusal as the caller may hear it: a holder hears no balance but its own. */
  static Refusal told(Caller caller, Refusal refusal) {
    Object account = refusal.fields().get("account");
    if (!caller.isHolder() || account == null || account.equals(caller.account())) {
      return refusal;
    }
    return Refusal.of(refusal.code(), refusal.code().title() + ".").with("account", account);
  }

  private static void requireRole(Caller caller, String function) {
    if (!Permissions.allows(caller.role(), function)) {
      throw forbidden("The role " + caller.role().word() + " may not call " + function + ".");
    }
  }

  private static void requireHolder(String function) {
    if (!Permissions.allowsHolders(function)) {
      throw forbidden("Without a role, a caller may not call " + function + ".");
    }
  }

  private static void requireOwn(Caller caller, LedgerDefinition ledger, String account) {
    if (!caller.account().equals(account)) {
      throw forbidden("Without a role, a caller may read and spend from its own account alone.");
    }
    if (ledger.allocations().containsKey(account)) {
      throw forbidden("An account that got a part of the supply first is nobody's own.");
    }
  }

  private static RefusedException forbidden(String detail) {
    return new RefusedException(Refusal.of(Code.FORBIDDEN, detail));
  }
}
