package dev.scrip.store;

import java.time.Duration;

/**
 * The settings that all ledgers of the store share.
 *
 * @param retention the time for which an operation id is remembered at least; it is forgotten after
 *     twice that time
 * @param publish whether applied operations are published as events
 * @param timeout the time after which a call to Redis fails
 * @param allowEviction whether ledgers are written to a server that may evict keys
 * @param maxBooks the most books of a ledger beside itself
 * @param replyAfter how long a request waits for its job
 * @param checkpoint the settings of checkpoints
 * @param backup the settings of backups
 */
record StoreSettings(
    Duration retention,
    boolean publish,
    Duration timeout,
    boolean allowEviction,
    int maxBooks,
    Duration replyAfter,
    CheckpointSettings checkpoint,
    BackupSettings backup) {}
