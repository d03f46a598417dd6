package dev.scrip.domain;

import java.time.Instant;

/**
 * The record of an account's creation or deletion.
 *
 * @param at the time by the clock of Redis, in milliseconds
 * @param reason the caller's reason, or null if none was given
 */
public record ReasonRecord(Instant at, String reason) {}
