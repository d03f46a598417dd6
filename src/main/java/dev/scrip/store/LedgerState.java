package dev.scrip.store;

import io.vertx.redis.client.Response;
import java.math.BigInteger;

/**
 * A ledger as a whole at one instant.
 *
 * @param server a text that no other process of the server has
 * @param last the journal's last entry
 * @param entries the number of entries of the journal
 * @param supply the circulating supply in smallest units, or null if the ledger has no definition
 *     or it cannot be read
 * @param accounts the number of accounts
 * @param closed the number of accounts that have left the ledger
 * @param created the number of records of creation
 * @param deleted the number of records of deletion
 * @param audited what the last audit has kept; empty for nothing
 */
record LedgerState(
    String server,
    EntryId last,
    long entries,
    BigInteger supply,
    long accounts,
    long closed,
    long created,
    long deleted,
    String audited) {

  /** The state in a reply of {@code readInstant.lua}. */
  static LedgerState of(Response reply) {
    String supply = reply.get(4).toString();
    return new LedgerState(
        reply.get(1).toString(),
        EntryId.of(reply.get(2).toString()),
        reply.get(3).toLong(),
        supply.matches("-?[0-9]{1,100}") ? new BigInteger(supply) : null,
        reply.get(5).toLong(),
        reply.get(6).toLong(),
        reply.get(7).toLong(),
        reply.get(8).toLong(),
        reply.get(9).toString());
  }
}
