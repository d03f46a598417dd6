package dev.scrip.domain;

import java.time.Instant;
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
    List<Posting> postings) {}
