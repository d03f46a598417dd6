package dev.scrip.domain;

/**
 * The result of a reap.
 *
 * @param count the number of accounts removed, 0 or more
 * @param entry the id of its last journal entry, or null if it removed none
 */
public record ReapResult(long count, String entry) {}
