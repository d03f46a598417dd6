package dev.scrip.domain;

/**
 * Which entries of the journal are asked for, and in what order.
 *
 * @param account the account whose entries they are, or null for all accounts
 * @param after the id of the entry that they follow, which need not exist; or null
 * @param to the id of the entry that they do not follow, which need not exist; or null
 * @param operation the name of their operation, or null for all operations
 * @param oldestFirst whether they begin with the oldest, and not with the newest
 */
public record HistoryQuery(
    String account, String after, String to, String operation, boolean oldestFirst) {

  /**
   * All entries of an account, the newest first.
   *
   * @param account the account, or null for all accounts
   * @return the query
   */
  public static HistoryQuery of(String account) {
    return new HistoryQuery(account, null, null, null, false);
  }

  /**
   * The same query for another name of the account.
   *
   * @param name the name
   * @return the query
   */
  public HistoryQuery withAccount(String name) {
    return new HistoryQuery(name, after, to, operation, oldestFirst);
  }
}
