package dev.scrip.access;

import dev.scrip.access.Call.Caller;
import dev.scrip.access.LedgerFunction.OwnerAccess;
import dev.scrip.config.Ledgers;
import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import jakarta.inject.Singleton;

/**
 * Enforces the permissions in {@link LedgerFunction}, and redacts the refusals that an account
 * owner receives.
 */
@Singleton
public class Guard {

  private final Ledgers ledgers;

  Guard(Ledgers ledgers) {
    this.ledgers = ledgers;
  }

  /**
   * Checks that a caller may call a function. The operations of a batch are checked one by one.
   *
   * @param call the call
   * @param function the function
   * @param request the function's request, or null
   * @throws RefusedException {@code forbidden} if the caller may not call the function
   */
  public void require(Call call, LedgerFunction function, Object request) {
    Caller caller = call.caller();
    requireFunction(caller, function);
    if (caller.isAccountOwner() && function.ownerAccess() == OwnerAccess.OWN_ACCOUNT) {
      if (!(request instanceof OwnAccountRequest own)) {
        throw forbidden("A caller without a role may not call " + function.word() + ".");
      }
      requireOwn(caller, ledgers.get(own.ledger()), own.ownAccount());
    }
  }

  /**
   * Checks that a caller may receive the events of a ledger. An account owner receives the events
   * of its own account.
   *
   * @param caller the caller
   * @param ledger the ledger
   * @throws RefusedException {@code forbidden} if the caller may not receive events
   */
  public static void requireEvents(Caller caller, LedgerDefinition ledger) {
    requireFunction(caller, LedgerFunction.EVENTS);
    if (caller.isAccountOwner()) {
      requireOwn(caller, ledger, caller.account());
    }
  }

  /**
   * Redacts a refusal: removes the balances of accounts that the caller may not read.
   *
   * @param caller the caller who receives the refusal
   * @param refusal the refusal
   * @return the refusal, or one with only the code and the account if it must be redacted
   */
  public static Refusal redact(Caller caller, Refusal refusal) {
    Object account = refusal.fields().get("account");
    if (!caller.isAccountOwner() || account == null || account.equals(caller.account())) {
      return refusal;
    }
    return Refusal.of(refusal.code(), refusal.code().title() + ".").with("account", account);
  }

  private static void requireFunction(Caller caller, LedgerFunction function) {
    if (caller.isAccountOwner()) {
      if (function.ownerAccess() == OwnerAccess.NONE) {
        throw forbidden("A caller without a role may not call " + function.word() + ".");
      }
    } else if (!function.allows(caller.role())) {
      throw forbidden(
          "The role " + caller.role().word() + " may not call " + function.word() + ".");
    }
  }

  private static void requireOwn(Caller caller, LedgerDefinition ledger, String account) {
    if (!caller.account().equals(account)) {
      throw forbidden("A caller without a role may read and spend from its own account only.");
    }
    if (ledger.allocations().containsKey(account)) {
      throw forbidden("Allocation accounts require a role.");
    }
  }

  private static RefusedException forbidden(String detail) {
    return new RefusedException(Refusal.of(Code.FORBIDDEN, detail));
  }
}
