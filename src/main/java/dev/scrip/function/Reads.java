package dev.scrip.function;

import dev.scrip.access.Caller;
import dev.scrip.config.Ledgers;
import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.store.LedgerStore;
import jakarta.inject.Singleton;

/** What the reads share: finding the ledger and its books. */
@Singleton
class Reads {

  private final Ledgers ledgers;
  private final LedgerStore store;
  private final Call call;

  Reads(Ledgers ledgers, LedgerStore store, Call call) {
    this.call = call;
    this.ledgers = ledgers;
    this.store = store;
  }

  LedgerStore store() {
    return store;
  }

  /** The account that the caller may hear of, as replies spell it; null for all of them. */
  String onlyAccount(LedgerDefinition ledger) {
    Caller caller = call.caller();
    return caller.isHolder() ? store.told(ledger, caller.account()) : null;
  }

  /** A ledger by name, or the default ledger. */
  LedgerDefinition ledger(String name) {
    return ledgers.get(name);
  }

  /**
   * A ledger in which an account is asked for; refuses a name that the ledger's pattern does not
   * allow.
   */
  LedgerDefinition ledgerOf(String name, String account) {
    Fields fields = new Fields(ledger(name));
    fields.account("account", account);
    fields.check();
    return fields.ledger();
  }

  /** Refuses a book that there is not. The ledger itself is one, by its own name. */
  static void requireBook(LedgerDefinition ledger, String book) {
    if (book != null && !book.equals(ledger.ledger())) {
      throw new RefusedException(
          Refusal.of(
              Code.UNKNOWN_BOOK, "There is no such book in ledger " + ledger.ledger() + "."));
    }
  }
}
