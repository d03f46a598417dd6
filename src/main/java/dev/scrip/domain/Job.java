package dev.scrip.domain;

import java.time.Instant;
import java.util.Locale;

/**
 * A job of a ledger: an operation that takes many steps.
 *
 * @param id the id
 * @param operation the name of the operation, such as {@code wsum}
 * @param phase the phase
 * @param destination the book that a weighted sum replaces
 * @param at the journal's last entry at the instant of the books that were read, or null before it
 *     is known
 * @param count the number of accounts of the result, or null before it is known
 * @param total the number of accounts that change, or null before it is known
 * @param done the number of accounts that have been posted
 * @param entry the id of the last entry that it wrote, or null
 * @param begun when it was begun
 * @param ended when it ended, or null
 * @param code why it failed, or null
 */
public record Job(
    String id,
    String operation,
    Phase phase,
    String destination,
    String at,
    Long count,
    Long total,
    long done,
    String entry,
    Instant begun,
    Instant ended,
    Code code) {

  /** The phases of a job. */
  public enum Phase {
    /** It reads the books, and has changed nothing. */
    READ,
    /** It posts what they give. */
    POST,
    /** It has ended. */
    DONE,
    /** It has failed, and changed nothing. */
    FAILED,
    /** It was cancelled, and has changed nothing. */
    CANCELLED;

    /** {@return the phase in replies and scripts, such as {@code read}} */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The phase of a word.
     *
     * @param word the word, such as {@code read}
     * @return the phase
     */
    public static Phase of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
