package dev.scrip.domain;

import java.util.List;

/**
 * The place of an account among all accounts of a ledger, and the accounts around it.
 *
 * @param rank the place of the account, from 1; the highest balance is first, and of equal balances
 *     the one whose name has the higher bytes
 * @param first the place of the first account of the list
 * @param count how many accounts the ledger has
 * @param accounts the account and those around it, in order of their places
 */
public record Rank(long rank, long first, long count, List<AccountBalance> accounts) {}
