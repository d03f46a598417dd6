package dev.scrip.store;

import java.time.Duration;

/**
 * What the store needs to know beside the ledgers.
 *
 * @param retention how long an operation id is surely remembered; it is forgotten after twice that
 *     time
 * @param publish whether applied operations are published
 * @param timeout how long a call to Redis may take
 */
record StoreSettings(Duration retention, boolean publish, Duration timeout) {}
