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
public record Rank(long rank, long first, long count, List<AccountBalance> accounts) {

  /** {@return the balance of the account itself} */
  public Amount balance() {
    return accounts.get(index()).balance();
  }

  /** {@return the accounts above it, in order of their places, from {@link #first} on} */
  public List<AccountBalance> above() {
    return accounts.subList(0, index());
  }

  /** {@return the accounts below it, in order of their places} */
  public List<AccountBalance> below() {
    return accounts.subList(index() + 1, accounts.size());
  }

  private int index() {
    return (int) (rank - first);
  }
}
