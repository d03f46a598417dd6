package dev.scrip.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scrip.domain.EntryId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an archive says of a checkpoint, a whole ledger as it was after one entry.
 *
 * @param form the form of the checkpoint, {@value #FORM}
 * @param ledger the name of the ledger
 * @param begin the journal's first entry
 * @param entry the last entry that it contains
 * @param since the entry after which operation ids may be missing, which are in the segments
 * @param segment the number of the segment with the entry
 * @param segmentSha256 the SHA-256 of that segment's manifest
 * @param supply the circulating supply, in smallest units, which is the sum of the balances
 * @param accounts the number of accounts
 * @param left the number of accounts that have left the ledger
 * @param createdAt when it was made, an ISO 8601 instant
 * @param definition the definition of the ledger, as Redis holds it
 * @param allocations the first balances of a token ledger, as Redis holds them, or null
 * @param initialized the entry with the first balances of a token ledger, or null
 * @param books the books, each with what Redis holds of it: its kind, the number of its accounts
 *     and its last entry
 * @param states the objects with the accounts, as {@link ArchivedAccount} describes them
 * @param ids the objects with the operation ids, as {@link RememberedId} describes them
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckpointManifest(
    String form,
    String ledger,
    String begin,
    String entry,
    String since,
    long segment,
    String segmentSha256,
    String supply,
    long accounts,
    long left,
    String createdAt,
    String definition,
    String allocations,
    String initialized,
    Map<String, String> books,
    List<DataObject> states,
    List<DataObject> ids) {

  /** The form of a checkpoint, which a reader must know. */
  public static final String FORM = "checkpoint/1";

  /** Whether it is the manifest of a checkpoint of an archive, with all that one must have. */
  boolean isOf(LedgerArchive archive, long number) {
    return FORM.equals(form)
        && archive.ledger().equals(ledger)
        && archive.begin().equals(begin)
        && segment == number
        && Stream.of(entry, since).allMatch(id -> id != null && EntryId.isId(id))
        && segmentSha256 != null
        && supply != null
        && createdAt != null
        && definition != null
        && books != null
        && states != null
        && ids != null
        && Stream.concat(states.stream(), ids.stream()).allMatch(DataObject::isComplete);
  }
}
