/**
 * The ledgers in Redis: {@link dev.scrip.store.LedgerStore} finds a {@link dev.scrip.store.Ledger},
 * which carries all operations. Scripts decide and write atomically. This package names their keys,
 * writes their arguments, sends operations to them in groups, and decodes their replies. No other
 * package calls Redis.
 */
package dev.scrip.store;
