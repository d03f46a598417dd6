package dev.scrip.domain;

/**
 * The change of one account in a journal entry.
 *
 * @param account the account
 * @param amount the amount added to the balance; negative if it was subtracted
 * @param balance the balance after the entry
 */
public record Posting(String account, Amount amount, Amount balance) {}
