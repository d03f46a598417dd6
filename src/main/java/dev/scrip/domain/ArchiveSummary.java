package dev.scrip.domain;

import java.time.Instant;
import java.util.List;

/**
 * What the archive of a ledger has.
 *
 * @param begin the journal's first entry, which names the archive
 * @param begins the names of all archives of the ledger, one for each of its lives
 * @param entry the last entry in it
 * @param segments the number of the last segment
 * @param supply the circulating supply after the last entry
 * @param createdAt when the last segment was made
 * @param checkpoints the newest checkpoints, the newest first, at most {@value #MAX_CHECKPOINTS}
 */
public record ArchiveSummary(
    String begin,
    List<String> begins,
    String entry,
    long segments,
    Amount supply,
    Instant createdAt,
    List<Checkpoint> checkpoints) {

  /** The most checkpoints of a summary. */
  public static final int MAX_CHECKPOINTS = 10;

  /**
   * A checkpoint in an archive.
   *
   * @param entry its last entry
   * @param supply the circulating supply
   * @param accounts the number of accounts
   * @param createdAt when it was made
   */
  public record Checkpoint(String entry, Amount supply, long accounts, Instant createdAt) {}
}
