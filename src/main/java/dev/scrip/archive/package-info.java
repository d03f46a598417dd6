/**
 * The archive: where backups of ledgers are, in which form, and what proves that they are whole. It
 * knows nothing of Redis.
 */
package dev.scrip.archive;
