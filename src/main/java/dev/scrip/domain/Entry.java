package dev.scrip.domain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * One record of the journal.
 *
 * @param entry its own id, opaque to users
 * @param operation the word of the operation that made it
 * @param id the operation id, or null
 * @param at when, to the millisecond, by the clock of Redis
 * @param by who asked, or null
 * @param reason why, or null
 * @param postings the accounts that changed
 */
public record Entry(
    String entry,
    String operation,
    String id,
    Instant at,
    String by,
    String reason,
    List<Posting> postings) {

  private static final DateTimeFormatter TO_THE_MILLISECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * The entry as somebody may see it who may see one account alone: with its postings, and the
   * other side of its transfers. Of anything else, such as a reap, the amounts of others would tell
   * their balances.
   *
   * @param account that account, or null for somebody who may see everything
   */
  public Entry seenBy(String account) {
    if (account == null) {
      return this;
    }
    boolean concerned = postings.stream().anyMatch(posting -> posting.account().equals(account));
    List<Posting> seen =
        concerned && operation.equals("transfer")
            ? postings
            : postings.stream().filter(posting -> posting.account().equals(account)).toList();
    return new Entry(entry, operation, id, at, by, reason, seen);
  }

  /** The time as an ISO 8601 instant, always to the millisecond. */
  public String timestamp() {
    return TO_THE_MILLISECOND.format(at);
  }
}
