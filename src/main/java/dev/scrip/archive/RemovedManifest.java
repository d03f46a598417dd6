package dev.scrip.archive;

import dev.scrip.domain.EntryId;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What an archive says of segments that its retention has removed, so that the chain of those that
 * are left can be proved.
 *
 * @param form the form, {@value #FORM}
 * @param ledger the name of the ledger
 * @param begin the journal's first entry
 * @param number the number of the last segment that was removed
 * @param segmentSha256 the SHA-256 of its manifest
 * @param entry its last entry
 * @param supply the circulating supply after it, in smallest units
 * @param createdAt when it was removed, an ISO 8601 instant
 */
@RegisterForReflection
public record RemovedManifest(
    String form,
    String ledger,
    String begin,
    long number,
    String segmentSha256,
    String entry,
    String supply,
    String createdAt) {

  /** The form, which a reader must know. */
  static final String FORM = "removed/1";

  /** Whether it is that of an archive, with all that one must have. */
  boolean isOf(LedgerArchive archive, long last) {
    return FORM.equals(form)
        && archive.ledger().equals(ledger)
        && archive.begin().equals(begin)
        && number == last
        && segmentSha256 != null
        && entry != null
        && EntryId.isId(entry)
        && supply != null
        && SegmentManifest.AMOUNT.matcher(supply).matches();
  }
}
