package dev.scrip.store;

import dev.scrip.domain.LedgerDefinition;

/** The ledgers in Redis. */
public interface LedgerStore {

  /**
   * The ledger of a definition, ready for operations. No call to Redis is made.
   *
   * @param definition the ledger as configured
   * @return the ledger; the same one for an equal definition
   */
  Ledger ledger(LedgerDefinition definition);
}
