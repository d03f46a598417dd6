package dev.scrip.domain;

import java.util.List;

/**
 * One page of an audit.
 *
 * @param checked how many balances, members of the ranking or entries were checked on this page
 * @param differences what does not agree
 * @param cursor where the next page begins; null on the last one
 * @param totals what it all came to; null but on the last page
 */
public record Audit(long checked, List<Difference> differences, String cursor, Totals totals) {

  /**
   * Two things that should be equal and are not.
   *
   * @param kind balance (against its last posting), ranking (against the balance), posting (against
   *     the one before), account (posted once, and lost since) or sum (against the circulating
   *     supply)
   * @param account whose, or null for the whole ledger
   * @param expected what it should be, or null for nothing at all
   * @param found what it is, or null for nothing at all
   */
  public record Difference(String kind, String account, Amount expected, Amount found) {}

  /**
   * The end of an audit.
   *
   * @param accounts how many accounts there are
   * @param sum all amounts ever posted, added up; where the audit found no difference, the sum of
   *     all balances
   * @param circulatingSupply what the ledger says that the sum is
   */
  public record Totals(long accounts, Amount sum, Amount circulatingSupply) {}
}
