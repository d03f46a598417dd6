package dev.scrip.domain;

/**
 * The supply of a ledger.
 *
 * @param total the initial supply of a token ledger; for points the sum of all balances
 * @param circulating the sum of all balances
 * @param accounts the number of accounts
 */
public record Supply(Amount total, Amount circulating, long accounts) {}
