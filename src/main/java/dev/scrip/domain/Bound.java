package dev.scrip.domain;

/**
 * One end of a range of balances.
 *
 * @param amount the balance at the end
 * @param exclusive whether that very balance is left out
 */
public record Bound(Amount amount, boolean exclusive) {}
