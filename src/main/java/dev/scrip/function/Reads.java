package dev.scrip.function;

import dev.scrip.access.Call.Caller;
import dev.scrip.store.Ledger;
import dev.scrip.store.LedgerStore;
import jakarta.inject.Singleton;

/** The steps that functions share that read: find the ledger and check the name of an account. */
@Singleton
class Reads {

  private final LedgerStore store;

  Reads(LedgerStore store) {
    this.store = store;
  }

  /** The ledger of a name, or the default ledger if the name is null. */
  Ledger ledger(String name) {
    return store.ledger(name);
  }

  /** The ledger of a name, after a check that its account pattern allows an account. */
  Ledger ledger(String name, String account) {
    Ledger ledger = ledger(name);
    Fields fields = new Fields(ledger.definition());
    fields.account("account", account);
    fields.check();
    return ledger;
  }

  /** The display name of the account whose balances the caller may read, or null for all. */
  static String onlyAccount(Ledger ledger, Caller caller) {
    return caller.isAccountOwner() ? ledger.displayName(caller.account()) : null;
  }
}
