package dev.scrip.domain;

/**
 * What a reap came to.
 *
 * @param count how many accounts it removed
 * @param entry the last journal entry it made, or null when it removed none
 */
public record Reaped(long count, String entry) {}
