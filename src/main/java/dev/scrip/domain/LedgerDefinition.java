package dev.scrip.domain;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The rules of one ledger, as configured.
 *
 * @param ledger the ledger's name, 1 to 32 of a-z and 0-9
 * @param kind points or token
 * @param name what people call it, such as Tarot Token
 * @param symbol its short sign, such as TARO; may be empty
 * @param decimals how many fraction digits its amounts have, 0 to 36
 * @param min the lowest balance of a points ledger; it may be negative
 * @param max the highest balance of a points ledger
 * @param log whether a points ledger keeps create and delete reasons, and with them refuses to
 *     re-create an account
 * @param totalSupply the fixed supply of a token ledger; zero for points
 * @param allocations which account of a token ledger gets how much of the supply first, in the
 *     configured order
 * @param burnable whether {@code burn} is allowed
 * @param accountPattern which account names are valid, matched against the whole name
 * @param accountCipher how account names stand in the store
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
    Pattern accountPattern,
    AccountCipher accountCipher) {}
