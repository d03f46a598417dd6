package dev.scrip.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scrip.domain.EntryId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an archive says of a segment, a part of the journal. Each names the one before it by its
 * SHA-256, so nobody can change or remove one without changing all that follow.
 *
 * @param form the form of the segment, {@value #FORM}
 * @param ledger the name of the ledger
 * @param begin the journal's first entry, which tells one life of a ledger from another
 * @param number which segment it is, from 1
 * @param previous the SHA-256 of the manifest before this one, or null for the first
 * @param after the entry before the first one, {@code 0-0} for the first segment
 * @param first the first entry
 * @param last the last entry
 * @param lastSha256 the SHA-256 of the last entry, by which the journal is known again
 * @param entries the number of entries, 1 or more
 * @param supply the circulating supply after the last entry, in smallest units
 * @param createdAt when it was made, an ISO 8601 instant
 * @param data the object with the entries, one in each line
 * @param blocks where parts begin that can be read by themselves
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SegmentManifest(
    String form,
    String ledger,
    String begin,
    long number,
    String previous,
    String after,
    String first,
    String last,
    String lastSha256,
    long entries,
    String supply,
    String createdAt,
    DataObject data,
    List<Block> blocks) {

  /** An amount in smallest units, with far more digits than any has. */
  static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,100}");

  /** The form of a segment, which a reader must know. */
  static final String FORM = "segment/1";

  /** Whether it is the manifest of a segment of an archive, with all that one must have. */
  boolean isOf(LedgerArchive archive, long segment) {
    return FORM.equals(form)
        && archive.ledger().equals(ledger)
        && archive.begin().equals(begin)
        && number == segment
        && Stream.of(after, first, last).allMatch(id -> id != null && EntryId.isId(id))
        && lastSha256 != null
        && supply != null
        && AMOUNT.matcher(supply).matches()
        && createdAt != null
        && data != null
        && data.isComplete()
        && blocks != null
        && blocks.stream().allMatch(each -> each.entry() != null && EntryId.isId(each.entry()));
  }

  /**
   * A part of a segment that can be read by itself.
   *
   * @param entry its first entry
   * @param offset where it begins in the object, in bytes
   * @param sha256 the SHA-256 of its bytes in the object
   */
  @RegisterForReflection
  public record Block(String entry, long offset, String sha256) {}
}
