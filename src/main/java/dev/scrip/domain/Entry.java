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

  /** The time as an ISO 8601 instant, always to the millisecond. */
  public String timestamp() {
    return TO_THE_MILLISECOND.format(at);
  }
}
