package dev.scrip.domain;

/**
 * The balance of an account.
 *
 * @param account the name of the account
 * @param balance its balance; negative only in a ledger whose minimum is or was negative
 */
public record AccountBalance(String account, Amount balance) {}
