package dev.scrip.domain;

/**
 * How much of a ledger there is.
 *
 * @param total the supply that a token ledger began with; for points the sum of all balances
 * @param circulating the sum of all balances
 * @param accounts how many accounts there are
 */
public record Supply(Amount total, Amount circulating, long accounts) {}
