package dev.scrip.domain;

/**
 * One account's change in a journal entry.
 *
 * @param account the account
 * @param amount what it gained, or lost when negative
 * @param balance what it had afterwards
 */
public record Posting(String account, Amount amount, Amount balance) {}
