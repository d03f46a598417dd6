package dev.scrip.domain;

/**
 * One end of a range of balances.
 *
 * @param amount the balance at the end
 * @param exclusive whether accounts with exactly this balance are left out
 */
public record Bound(Amount amount, boolean exclusive) {}
