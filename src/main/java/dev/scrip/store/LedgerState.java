package dev.scrip.store;

import dev.scrip.domain.EntryId;
import io.vertx.redis.client.Response;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/**
 * A ledger as a whole at one instant.
 *
 * @param server a text that no other process of the server has
 * @param last the journal's last entry
 * @param entries the number of entries of the journal, with those that were trimmed
 * @param supply the circulating supply in smallest units, or null if the ledger has no definition
 *     or it cannot be read
 * @param accounts the number of accounts
 * @param closed the number of accounts that have left the ledger
 * @param created the number of records of creation of accounts in the ledger
 * @param deleted the number of records of deletion of accounts in the ledger
 * @param audited what the last audit has kept; empty for nothing
 * @param first the journal's first entry, or null if there is none
 * @param postedFrom the last entry before a weighted sum that is being posted, or null if none is
 * @param trimmed what was trimmed of the journal, or null
 * @param info the fields of {@code info} that do not change
 * @param books the books: what is stored of each by its name
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
    String audited,
    EntryId first,
    EntryId postedFrom,
    TrimmedJournal trimmed,
    Info info,
    Map<String, String> books) {

  /**
   * The fields of {@code info} that do not change.
   *
   * @param definition the definition, or null
   * @param allocations the first balances of a token ledger, or null
   * @param initialized the entry with these, or null
   */
  record Info(String definition, String allocations, String initialized) {}

  /** The state in a reply of {@code readInstant.lua}. */
  static LedgerState of(Response reply) {
    String supply = reply.get(4).toString();
    TrimmedJournal trimmed = TrimmedJournal.of(reply.get(15).toString());
    return new LedgerState(
        reply.get(1).toString(),
        EntryId.of(reply.get(2).toString()),
        reply.get(3).toLong() + (trimmed == null ? 0 : trimmed.count()),
        supply.matches("-?[0-9]{1,100}") ? new BigInteger(supply) : null,
        reply.get(5).toLong(),
        reply.get(6).toLong(),
        reply.get(7).toLong(),
        reply.get(8).toLong(),
        reply.get(9).toString(),
        trimmed == null ? entry(reply.get(10).toString()) : EntryId.of(trimmed.begin()),
        entry(reply.get(11).toString()),
        trimmed,
        new Info(text(reply.get(12)), text(reply.get(13)), text(reply.get(14))),
        books(reply.get(16)));
  }

  private static EntryId entry(String text) {
    return EntryId.isId(text) ? EntryId.of(text) : null;
  }

  private static String text(Response text) {
    return text.toString().isEmpty() ? null : text.toString();
  }

  private static Map<String, String> books(Response fields) {
    Map<String, String> books = new TreeMap<>();
    for (int i = 0; i < fields.size(); i += 2) {
      // The placeholder of the key has no name.
      if (!fields.get(i).toString().isEmpty()) {
        books.put(fields.get(i).toString(), fields.get(i + 1).toString());
      }
    }
    return books;
  }
}
