package dev.scrip.store;

import dev.scrip.archive.DamagedArchiveException;
import dev.scrip.archive.LedgerArchive;
import dev.scrip.domain.Amount;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Restore;
import dev.scrip.domain.RestoreQuery;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * One restore of an empty ledger from an archive. Everything is read and verified before anything
 * is written, and while it is written nobody else reads or writes the ledger. A restore that dies
 * leaves a ledger that only another restore can use.
 */
final class LedgerRestore {

  private static final Logger LOG = Logger.getLogger(LedgerRestore.class);

  private final RedisLedger ledger;
  private final RedisScripts scripts;
  private final LedgerArchive archive;
  private final RestoreQuery query;
  private final CheckpointSettings settings;
  private volatile Restore progress;

  /**
   * A restore.
   *
   * @param ledger the ledger, of which Redis holds nothing
   * @param scripts connections that no function waits for
   * @param archive the archive
   * @param query what is asked for
   * @param settings the settings of sorting
   */
  LedgerRestore(
      RedisLedger ledger,
      RedisScripts scripts,
      LedgerArchive archive,
      RestoreQuery query,
      CheckpointSettings settings) {
    this.ledger = ledger;
    this.scripts = scripts;
    this.archive = archive;
    this.query = query;
    this.settings = settings;
    this.progress = new Restore(true, archive.ledger(), archive.begin(), null, null, 0, null);
  }

  /** What was done so far, as another thread may ask. */
  Restore progress() {
    return progress;
  }

  /**
   * Runs the restore.
   *
   * @throws RefusedException if Redis fails; or {@code not-archived}, {@code definition-changed},
   *     {@code ledger-not-empty}, {@code restoring}
   * @throws IOException if the archive or a file fails
   * @throws DamagedArchiveException if the archive is not what it must be
   */
  Restore run() throws IOException, DamagedArchiveException {
    EntryId at = query.at() == null ? null : EntryId.of(query.at());
    try (ArchivedLedger archived =
        ArchivedLedger.read(archive, ArchivedPlace.find(archive, at), settings)) {
      requireSame(archived);
      return write(archived);
    } catch (ArchivedPlace.MissingException e) {
      throw notArchived(e);
    }
  }

  private RefusedException notArchived(ArchivedPlace.MissingException e) {
    LedgerDefinition definition = ledger.definition();
    return new RefusedException(
        e.entry() == null
            ? Refusals.notArchived(definition, e.getMessage())
            : Refusals.notArchived(definition, e.getMessage()).with("entry", e.entry()));
  }

  /** The same digits and the same names must mean the same in both. */
  private void requireSame(ArchivedLedger archived) {
    LedgerDefinition definition = ledger.definition();
    if (!archived.definition().equals(ledger.storedDefinition())) {
      throw new RefusedException(
          new DefinitionChange(definition, ledger.names(), archived.definition()).refusal());
    }
    boolean isOther = !archive.ledger().equals(definition.ledger());
    if (isOther && ledger.isCiphered()) {
      throw new RefusedException(Refusals.namesOfOther(definition, archive.ledger()));
    }
  }

  private Restore write(ArchivedLedger archived) throws IOException, DamagedArchiveException {
    EntryId entry = archived.place().entry();
    RestoreWriter writer = new RestoreWriter(ledger, scripts);
    String origin =
        new JsonObject()
            .put("ledger", archive.ledger())
            .put("archive", archive.begin())
            .put("entry", entry.toString())
            .encode();
    boolean isDone = writer.start(origin, query, entry.millis() + 1);
    progress = result(true, archived, writer);
    if (!isDone) {
      LOG.infof("ledger %s is being restored", ledger.definition().ledger());
      archived.accounts(writer::add);
      archived.ids(writer::add);
      writer.end(archived);
      LOG.infof("ledger %s is restored", ledger.definition().ledger());
    }
    return result(false, archived, writer);
  }

  private Restore result(boolean isRunning, ArchivedLedger archived, RestoreWriter writer) {
    return new Restore(
        isRunning,
        archive.ledger(),
        archive.begin(),
        archived.place().entry().toString(),
        writer.first(),
        archived.totals().accounts,
        Amount.ofUnits(archived.supply(), ledger.definition().decimals()));
  }
}
