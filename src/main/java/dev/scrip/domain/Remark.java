package dev.scrip.domain;

import java.time.Instant;

/**
 * What was kept of an account's creation or deletion.
 *
 * @param at when
 * @param reason why, or null when no reason was given
 */
public record Remark(Instant at, String reason) {}
