package dev.scrip.store;

import dev.scrip.archive.ArchiveVerifier;
import dev.scrip.archive.ArchivedJournal;
import dev.scrip.archive.CheckpointManifest;
import dev.scrip.archive.DamagedArchiveException;
import dev.scrip.archive.LedgerArchive;
import dev.scrip.archive.SegmentManifest;
import dev.scrip.domain.Amount;
import dev.scrip.domain.ArchiveCheck;
import dev.scrip.domain.ArchiveSummary;
import dev.scrip.domain.Backup;
import dev.scrip.domain.Code;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Restore;
import dev.scrip.domain.RestoreQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The backups of all ledgers of a store, one at a time, and what reads their archives: each in a
 * thread of its own, over connections that no function waits for.
 */
final class LedgerBackups {

  private static final Logger LOG = Logger.getLogger(LedgerBackups.class);

  /** Beside other writers a backup takes half of the time, because it must outrun their entries. */
  private static final int PAUSES = 1;

  private final RedisScripts scripts;
  private final BackupSettings settings;
  private final Executor deadline;
  private final ThreadPoolExecutor writing = BackgroundThread.named("backup");
  private final ThreadPoolExecutor reading = BackgroundThread.named("archive");
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final Map<String, Restoring> restoring = new ConcurrentHashMap<>();

  /** A backup that runs or waits to run. */
  private record Running(LedgerBackup backup, CompletableFuture<Backup> result) {}

  /** A restore that runs or waits to run. */
  private record Restoring(
      RestoreQuery query, Supplier<Restore> progress, CompletableFuture<Restore> result) {}

  /** Something that needs the archive. */
  private interface Task<T> {

    T run() throws IOException, DamagedArchiveException;
  }

  /**
   * Backups over the given connections.
   *
   * @param scripts the connections
   * @param settings the settings
   * @param replyAfter how long a request waits for its backup
   */
  LedgerBackups(RedisScripts scripts, BackupSettings settings, Duration replyAfter) {
    this.scripts = scripts;
    this.settings = settings;
    this.deadline = CompletableFuture.delayedExecutor(replyAfter.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Goes on with a search through the journal of a ledger where it was trimmed. The failure is
   * always a {@link RefusedException}.
   *
   * @param trimmed what was trimmed, as a script tells it
   * @param step what is searched
   */
  <T> CompletableFuture<T> search(RedisLedger ledger, String trimmed, SearchStep<T> step) {
    LedgerDefinition definition = ledger.definition();
    requireArchive(definition);
    TrimmedJournal journal = TrimmedJournal.of(trimmed);
    return in(
        reading,
        definition,
        () -> {
          LedgerArchive archive =
              new LedgerArchive(
                  settings.store().get(), settings.keys(), definition.ledger(), journal.begin());
          EntryId removed =
              archive.removed().map(each -> EntryId.of(each.entry())).orElse(EntryId.ZERO);
          return step.in(
              new ArchivedSearch(new ArchivedJournal(archive), journal, ledger.decoder(), removed));
        });
  }

  /** A step of a search. */
  interface SearchStep<T> {

    /** Takes the step. */
    T in(ArchivedSearch search) throws IOException, DamagedArchiveException;
  }

  /**
   * Backs up a ledger, or joins the backup of it that runs here. The failure is always a {@link
   * RefusedException}.
   *
   * @return the result; or what was done so far, if it takes longer than a request waits
   */
  CompletableFuture<Backup> run(RedisLedger ledger, boolean trims) {
    LedgerDefinition definition = ledger.definition();
    requireArchive(definition);
    Running now = running.computeIfAbsent(definition.ledger(), name -> start(ledger, trims));
    return orProgress(
        now.result().whenComplete((done, failure) -> running.remove(definition.ledger(), now)),
        now.backup()::progress);
  }

  private <T> CompletableFuture<T> orProgress(CompletableFuture<T> result, Supplier<T> progress) {
    CompletableFuture<T> late =
        CompletableFuture.supplyAsync(() -> null, deadline)
            .thenCompose(
                unused ->
                    result.isDone() ? result : CompletableFuture.completedFuture(progress.get()));
    return result.applyToEither(late, each -> each);
  }

  private Running start(RedisLedger ledger, boolean trims) {
    LedgerBackup backup =
        new LedgerBackup(
            new LedgerReader(ledger, scripts, LedgerReader.Pace.besideTraffic(PAUSES)), settings);
    return new Running(backup, in(writing, ledger.definition(), () -> backup.run(trims)));
  }

  /**
   * Restores a ledger, or joins the same restore of it that runs here. The failure is always a
   * {@link RefusedException}.
   *
   * @return the result; or what is known so far, if it takes longer than a request waits
   */
  CompletableFuture<Restore> restore(RedisLedger ledger, RestoreQuery query) {
    LedgerDefinition definition = ledger.definition();
    requireArchive(definition);
    Restoring now =
        restoring.computeIfAbsent(definition.ledger(), name -> startRestore(ledger, query));
    if (!now.query().equals(query)) {
      throw new RefusedException(Refusals.restoring(definition, "not-applied"));
    }
    return orProgress(
        now.result().whenComplete((done, failure) -> restoring.remove(definition.ledger(), now)),
        now.progress());
  }

  private Restoring startRestore(RedisLedger ledger, RestoreQuery query) {
    LedgerDefinition definition = ledger.definition();
    AtomicReference<Supplier<Restore>> progress =
        new AtomicReference<>(
            () -> new Restore(true, query.from(), query.begin(), null, null, 0, null));
    Task<Restore> task =
        () -> {
          LedgerArchive archive =
              archive(definition, query.from(), query.begin(), begins(query.from()));
          LedgerRestore restore =
              new LedgerRestore(ledger, scripts, archive, query, settings.checkpoint());
          progress.set(restore::progress);
          return restore.run();
        };
    return new Restoring(query, () -> progress.get().get(), in(writing, definition, task));
  }

  /**
   * Verifies an archive of a ledger.
   *
   * @param begin the archive, or null for that of the newest life
   */
  CompletableFuture<ArchiveCheck> verify(RedisLedger ledger, String begin) {
    LedgerDefinition definition = ledger.definition();
    requireArchive(definition);
    return in(reading, definition, () -> ArchiveVerifier.verify(archive(definition, begin)));
  }

  /**
   * Tells what an archive of a ledger has.
   *
   * @param begin the archive, or null for that of the newest life
   */
  CompletableFuture<ArchiveSummary> summary(RedisLedger ledger, String begin) {
    LedgerDefinition definition = ledger.definition();
    requireArchive(definition);
    return in(reading, definition, () -> summary(definition, begin));
  }

  private ArchiveSummary summary(LedgerDefinition definition, String begin)
      throws IOException, DamagedArchiveException {
    List<String> begins = begins(definition.ledger());
    LedgerArchive archive = archive(definition, definition.ledger(), begin, begins);
    SegmentManifest last = archive.last().orElseThrow(() -> unknownArchive(definition)).manifest();
    List<Long> numbers = archive.checkpoints();
    List<ArchiveSummary.Checkpoint> checkpoints = new ArrayList<>();
    for (int i = numbers.size() - 1;
        i >= 0 && checkpoints.size() < ArchiveSummary.MAX_CHECKPOINTS;
        i--) {
      CheckpointManifest each = archive.checkpoint(numbers.get(i)).manifest();
      checkpoints.add(
          new ArchiveSummary.Checkpoint(
              each.entry(),
              amount(definition, each.supply()),
              each.accounts(),
              Instant.parse(each.createdAt())));
    }
    return new ArchiveSummary(
        archive.begin(),
        begins,
        last.last(),
        last.number(),
        amount(definition, last.supply()),
        Instant.parse(last.createdAt()),
        checkpoints);
  }

  private static Amount amount(LedgerDefinition definition, String units) {
    return Amount.ofUnits(units, definition.decimals());
  }

  private List<String> begins(String ledger) throws IOException {
    return LedgerArchive.begins(settings.store().get(), ledger).stream()
        .filter(EntryId::isId)
        .sorted(Comparator.comparing(EntryId::of))
        .toList();
  }

  private LedgerArchive archive(LedgerDefinition definition, String begin) throws IOException {
    String ledger = definition.ledger();
    return archive(definition, ledger, begin, begins(ledger));
  }

  private LedgerArchive archive(
      LedgerDefinition definition, String ledger, String begin, List<String> begins) {
    if (begins.isEmpty() || (begin != null && !begins.contains(begin))) {
      throw unknownArchive(definition);
    }
    return new LedgerArchive(
        settings.store().get(),
        settings.keys(),
        ledger,
        begin == null ? begins.get(begins.size() - 1) : begin);
  }

  private static RefusedException unknownArchive(LedgerDefinition definition) {
    return new RefusedException(Refusals.ofArchive(Code.UNKNOWN_ARCHIVE, definition));
  }

  private void requireArchive(LedgerDefinition definition) {
    if (settings.store() == null) {
      throw new RefusedException(Refusals.ofArchive(Code.NO_ARCHIVE, definition));
    }
  }

  private static <T> CompletableFuture<T> in(
      ThreadPoolExecutor thread, LedgerDefinition definition, Task<T> task) {
    try {
      return CompletableFuture.supplyAsync(() -> run(definition, task), thread);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(new RefusedException(StoreFailure.overloaded()));
    }
  }

  private static <T> T run(LedgerDefinition definition, Task<T> task) {
    try {
      return task.run();
    } catch (DamagedArchiveException e) {
      LOG.errorf("object %s of the archive %s", e.object(), e.getMessage());
      throw new RefusedException(damaged(definition, e));
    } catch (IOException | UncheckedIOException e) {
      LOG.errorf("the archive or a file failed: %s", e);
      throw new RefusedException(
          Refusals.ofArchive(Code.ARCHIVE_UNAVAILABLE, definition).with("outcome", "not-applied"));
    }
  }

  private static Refusal damaged(LedgerDefinition definition, DamagedArchiveException e) {
    return Refusals.ofArchive(Code.ARCHIVE_DAMAGED, definition)
        .with("object", e.object())
        .with("problem", e.getMessage());
  }
}
