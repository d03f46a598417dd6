package dev.scrip.store;

import dev.scrip.domain.LedgerDefinition;

/** The ledgers in Redis. Finding one makes no call to Redis. */
public interface LedgerStore {

  /**
   * Finds a configured ledger.
   *
   * @param name the name of the ledger, or null for the default ledger
   * @return the ledger
   * @throws dev.scrip.domain.RefusedException {@code unknown-ledger} if there is no such ledger
   */
  Ledger ledger(String name);

  /**
   * Finds the ledger of a definition.
   *
   * @param definition the definition
   * @return the ledger
   */
  Ledger ledger(LedgerDefinition definition);
}
