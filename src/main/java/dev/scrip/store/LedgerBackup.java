package dev.scrip.store;

import dev.scrip.archive.ArchiveRetention;
import dev.scrip.archive.ArchivedAccount;
import dev.scrip.archive.ArchivedEntry;
import dev.scrip.archive.CheckpointManifest;
import dev.scrip.archive.DamagedArchiveException;
import dev.scrip.archive.LedgerArchive;
import dev.scrip.archive.PartWriter;
import dev.scrip.archive.RememberedId;
import dev.scrip.archive.Sealed;
import dev.scrip.archive.SegmentManifest;
import dev.scrip.domain.Backup;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * One backup of a ledger: the journal's entries since the last one as segments, and a checkpoint if
 * one is due. Nothing is written to Redis. What it has put into the archive counts at once, so a
 * backup that dies is gone on with by the next one.
 */
final class LedgerBackup {

  private static final Logger LOG = Logger.getLogger(LedgerBackup.class);

  private final LedgerReader reader;
  private final BackupSettings settings;
  private volatile LedgerArchive archive;
  private volatile Sealed<SegmentManifest> last;
  private final AtomicLong segments = new AtomicLong();
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong trimmed = new AtomicLong();

  /**
   * A backup.
   *
   * @param reader reads the ledger
   * @param settings the settings
   */
  LedgerBackup(LedgerReader reader, BackupSettings settings) {
    this.reader = reader;
    this.settings = settings;
  }

  /**
   * Runs the backup.
   *
   * @param trims whether old entries that are archived are removed from the journal in the end
   * @throws RefusedException if Redis fails, or {@code archive-diverged}
   * @throws IOException if the archive or a file fails
   * @throws DamagedArchiveException if the archive is not what it must be
   */
  Backup run(boolean trims) throws IOException, DamagedArchiveException {
    LedgerState state = reader.state();
    if (state.first() == null) {
      return new Backup(false, null, null, 0, 0, null, 0);
    }
    archive =
        new LedgerArchive(
            settings.store().get(),
            settings.keys(),
            reader.ledger().definition().ledger(),
            state.first().toString());
    goOn();
    String checkpoint = null;
    if (isCheckpointDue(state)) {
      checkpoint = addCheckpoint();
    }
    if (checkpoint == null) {
      addSegments(end(reader.state()));
    }
    if (trims) {
      Instant older = Instant.now().minus(settings.keep());
      trimmed.addAndGet(new JournalTrim(reader, archive).run(older.toEpochMilli()));
    }
    if (checkpoint != null && settings.retention() != null) {
      removeOld();
    }
    return result(false, checkpoint);
  }

  private void removeOld() throws IOException, DamagedArchiveException {
    TrimmedJournal journal = reader.state().trimmed();
    long removed =
        new ArchiveRetention(archive, settings.directory())
            .apply(
                Instant.now().minus(settings.retention()),
                journal == null ? EntryId.ZERO : journal.last());
    LOG.infof("%d objects of the archive of ledger %s are removed", removed, archive.ledger());
  }

  /** What was done so far, as another thread may ask. */
  Backup progress() {
    return result(true, null);
  }

  private Backup result(boolean isRunning, String checkpoint) {
    return new Backup(
        isRunning,
        archive == null ? null : archive.begin(),
        last == null ? null : last.manifest().last(),
        segments.get(),
        entries.get(),
        checkpoint,
        trimmed.get());
  }

  /**
   * The entry up to which the journal is archived: a sum that is being posted is left out whole.
   */
  private static EntryId end(LedgerState state) {
    return state.postedFrom() == null ? state.last() : state.postedFrom();
  }

  /** Finds the last segment, whose last entry must be in the journal. */
  private void goOn() throws IOException, DamagedArchiveException {
    Optional<Sealed<SegmentManifest>> found = archive.last();
    last = found.orElse(null);
    if (last == null) {
      return;
    }
    SegmentManifest manifest = last.manifest();
    ArchivedEntry entry = JournalBackup.archived(reader.entry(EntryId.of(manifest.last())), null);
    if (entry == null || !entry.sha256().equals(manifest.lastSha256())) {
      throw new RefusedException(
          Refusals.ofArchive(Code.ARCHIVE_DIVERGED, reader.ledger().definition())
              .with("entry", manifest.last()));
    }
  }

  private void addSegments(EntryId to) throws IOException, DamagedArchiveException {
    boolean isDone = false;
    while (!isDone) {
      try (JournalBackup journal = new JournalBackup(reader, archive, settings, last)) {
        isDone = journal.addUpTo(to);
        segments.addAndGet(journal.segments());
        entries.addAndGet(journal.entries());
        last = journal.last();
      }
      if (!isDone) {
        // The segments of another backup are as good.
        goOn();
      }
    }
  }

  /** Whether a checkpoint is due; also if the newest one is damaged, which verification tells. */
  private boolean isCheckpointDue(LedgerState state) throws IOException {
    List<Long> all = archive.checkpoints();
    if (all.isEmpty()) {
      return true;
    }
    try {
      CheckpointManifest newest = archive.checkpoint(all.get(all.size() - 1)).manifest();
      Instant due = Instant.parse(newest.createdAt()).plus(settings.checkpointEvery());
      return end(state).compareTo(EntryId.of(newest.entry())) > 0 && !Instant.now().isBefore(due);
    } catch (DamagedArchiveException e) {
      LOG.errorf("object %s of the archive %s", e.object(), e.getMessage());
      return true;
    }
  }

  /**
   * Adds a checkpoint, and the segments up to it. Returns its last entry, or null if there can be
   * none at the moment because a job changes books.
   */
  private String addCheckpoint() throws IOException, DamagedArchiveException {
    EntryId since = reader.state().last();
    String word = "checkpoint-" + since;
    try (PartWriter ids = new PartWriter(archive, settings.directory(), word + "-ids");
        PartWriter states = new PartWriter(archive, settings.directory(), word)) {
      addIds(ids);
      try (Checkpoint checkpoint = Checkpoint.readAll(reader, settings.checkpoint())) {
        LedgerState state = checkpoint.state();
        if (state.postedFrom() != null || checkpoint.hasChangedSnapshots()) {
          return null;
        }
        // Also a journal that cannot be read is archived.
        addSegments(state.last());
        checkpoint.requireReadable();
        Sealed<SegmentManifest> segment = segmentOf(state.last());
        requireSupply(segment.manifest(), state);
        AccountTotals totals = addStates(checkpoint, states);
        CheckpointManifest manifest =
            new CheckpointManifest(
                CheckpointManifest.FORM,
                archive.ledger(),
                archive.begin(),
                state.last().toString(),
                since.toString(),
                segment.manifest().number(),
                segment.sha256(),
                String.valueOf(state.supply()),
                totals.accounts,
                totals.left,
                Entry.timestamp(Instant.now()),
                state.info().definition(),
                state.info().allocations(),
                state.info().initialized(),
                state.books(),
                states.end(),
                ids.end());
        archive.requireWhole(manifest);
        return archive.add(manifest, settings.directory()) ? manifest.entry() : null;
      }
    } catch (IllegalStateException e) {
      LOG.errorf("ledger %s has no checkpoint: %s", archive.ledger(), e.getMessage());
      throw new RefusedException(
          Refusals.ofArchive(Code.INTERNAL_ERROR, reader.ledger().definition())
              .with("outcome", "not-applied"));
    }
  }

  /**
   * Checks that the amounts of all entries add up to the supply.
   *
   * @throws IllegalStateException if they do not: the begin of the journal is lost, or one is
   *     changed
   */
  private static void requireSupply(SegmentManifest segment, LedgerState state) {
    if (EntryId.of(segment.last()).equals(state.last())
        && !segment.supply().equals(String.valueOf(state.supply()))) {
      throw new IllegalStateException("the amounts of its entries do not add up to its supply");
    }
  }

  /** Adds the operation ids, some of them more than once. */
  private void addIds(PartWriter parts) throws IOException {
    for (String key : Keys.IDS) {
      reader.pages(
          key,
          settings.checkpoint().page(),
          page -> {
            for (int i = 0; i < page.items().size(); i += 2) {
              String id = page.items().get(i).toString();
              // The field without a name is the number of the epoch.
              if (!id.isEmpty()) {
                parts.add(new RememberedId(id, page.items().get(i + 1).toString()));
              }
            }
          });
    }
  }

  /** The segment with an entry that is archived. */
  private Sealed<SegmentManifest> segmentOf(EntryId entry)
      throws IOException, DamagedArchiveException {
    Sealed<SegmentManifest> segment = last;
    while (EntryId.of(segment.manifest().after()).compareTo(entry) >= 0) {
      segment = archive.segment(segment.manifest().number() - 1);
    }
    return segment;
  }

  /** How many accounts a checkpoint has. */
  private static final class AccountTotals {

    private long accounts;
    private long left;
  }

  private static AccountTotals addStates(Checkpoint checkpoint, PartWriter parts)
      throws IOException {
    AccountTotals totals = new AccountTotals();
    AccountRecords records = new AccountRecords(checkpoint.records());
    while (records.next() != null) {
      ArchivedAccount archived = AccountReplay.next(records).archived();
      if (archived != null) {
        totals.accounts += archived.balance() == null ? 0 : 1;
        totals.left += archived.balance() == null && archived.chain() != null ? 1 : 0;
        parts.add(archived);
      }
    }
    return totals;
  }
}
