package dev.scrip.domain;

import java.util.List;

/**
 * The result of an audit: whether balances, ranking and journal of a ledger agreed at one instant.
 *
 * @param entry the journal's last entry at that instant
 * @param from the entry up to which an earlier audit had compared the journal, so that only those
 *     after it were compared; null if all were
 * @param entries the number of entries that were compared
 * @param accounts the number of accounts
 * @param places the number of members of the ranking that were compared; null without a ranking
 * @param sum the sum of all balances
 * @param circulatingSupply the circulating supply; null if Redis has lost it
 * @param differenceCount the number of differences
 * @param differences the differences, at most {@value #MAX_DIFFERENCES}
 */
public record Audit(
    String entry,
    String from,
    long entries,
    long accounts,
    Long places,
    Amount sum,
    Amount circulatingSupply,
    long differenceCount,
    List<Difference> differences) {

  /** The most differences that an audit returns; it counts all. */
  public static final int MAX_DIFFERENCES = 1000;

  /**
   * Two values that should be equal and are not.
   *
   * @param kind balance (against the last posting), chain (the postings of an account), posting
   *     (against the balance before it), ranking (against the balance), sum (of all balances,
   *     against the circulating supply), entry (which cannot be read) or info (which is lost)
   * @param account the account, or null for the whole ledger
   * @param entry the entry, or null
   * @param expected the expected value, or null for none
   * @param found the value found, or null for none
   */
  public record Difference(
      String kind, String account, String entry, String expected, String found) {}
}
