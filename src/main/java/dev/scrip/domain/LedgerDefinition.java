package dev.scrip.domain;

import java.util.Map;

/**
 * The definition of a ledger: its rules, as configured.
 *
 * @param ledger the ledger's name, 1 to 32 characters of a-z and 0-9
 * @param kind points or token
 * @param name the display name, such as Tarot Token
 * @param symbol the short symbol, such as TARO; may be empty
 * @param decimals the number of fraction digits of amounts, 0 to 36
 * @param min the lowest balance of a points ledger; it may be negative
 * @param max the highest balance of a points ledger
 * @param log whether a points ledger keeps the reasons of creations and deletions, and refuses to
 *     create a deleted account again
 * @param totalSupply the fixed supply of a token ledger; 0 for points
 * @param allocations the first balances of a token ledger by account, in the configured order
 * @param burnable whether {@code burn} is allowed
 * @param ranking whether accounts are kept in order of their balances
 * @param accountPattern the pattern of account names, or null if every valid name is allowed
 * @param accountCipher the encoding of account names in Redis
 */
public record LedgerDefinition(
    String ledger,
    Kind kind,
    String name,
    String symbol,
    int decimals,
    Amount min,
    Amount max,
    boolean log,
    Amount totalSupply,
    Map<String, Amount> allocations,
    boolean burnable,
    boolean ranking,
    AccountPattern accountPattern,
    AccountCipher accountCipher) {

  /**
   * Reports whether the ledger may have an account of this name.
   *
   * @param account a valid name
   * @return true if the pattern of account names allows it
   */
  public boolean allowsAccount(String account) {
    return accountPattern == null || accountPattern.matches(account);
  }
}
