package dev.scrip.domain;

import java.util.List;

/**
 * One page of an audit: the proof that balances, ranking and journal agree.
 *
 * @param checked the number of balances, members of the ranking or entries checked on this page
 * @param differences the differences found on this page
 * @param cursor the cursor of the next page; null on the last page
 * @param totals the totals of the ledger; null on all pages but the last
 */
public record Audit(long checked, List<Difference> differences, String cursor, Totals totals) {

  /**
   * Two values that should be equal and are not.
   *
   * @param kind balance (against its last posting), ranking (against the balance), posting (against
   *     the one before), account (posted once, and lost since) or sum (against the circulating
   *     supply)
   * @param account the account, or null for the whole ledger
   * @param expected the expected amount, or null for none
   * @param found the amount found, or null for none
   */
  public record Difference(String kind, String account, Amount expected, Amount found) {}

  /**
   * The totals of a ledger, at the end of an audit.
   *
   * @param accounts the number of accounts
   * @param sum the sum of all amounts ever posted; if the audit found no difference, the sum of all
   *     balances
   * @param circulatingSupply the stored circulating supply, which the sum should equal
   */
  public record Totals(long accounts, Amount sum, Amount circulatingSupply) {}
}
