/**
 * The one door to Redis: {@link dev.scrip.store.LedgerStore} and all that speaks Redis behind it.
 * Scripts decide and write atomically; this package names the keys, brings operations to the
 * scripts together, and reads their replies.
 */
package dev.scrip.store;
