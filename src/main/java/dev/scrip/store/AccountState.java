package dev.scrip.store;

/**
 * An account as it was at one instant.
 *
 * @param account the encoded account
 * @param balance the balance in smallest units, or null if the account has left the ledger
 * @param chain the chain of its postings
 * @param created the record of its creation as it is stored, or null
 * @param deleted the record of its deletion as it is stored, or null
 */
record AccountState(String account, String balance, Chain chain, String created, String deleted) {}
