package dev.scrip.store;

import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.Amount;
import dev.scrip.domain.ArchiveCheck;
import dev.scrip.domain.ArchiveSummary;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Audit;
import dev.scrip.domain.Backup;
import dev.scrip.domain.Book;
import dev.scrip.domain.Bound;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Group;
import dev.scrip.domain.HistoryQuery;
import dev.scrip.domain.Job;
import dev.scrip.domain.JobOutcome;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.domain.Page;
import dev.scrip.domain.Rank;
import dev.scrip.domain.ReasonRecord;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Restore;
import dev.scrip.domain.RestoreQuery;
import dev.scrip.domain.Supply;
import dev.scrip.domain.WeightedSum;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A ledger whose calls block until they have been answered, and throw their refusals. */
public final class BlockingLedger {

  private static final long PATIENCE_SECONDS = 60;

  private final Ledger ledger;

  /**
   * A blocking view of a ledger.
   *
   * @param ledger the ledger
   */
  public BlockingLedger(Ledger ledger) {
    this.ledger = ledger;
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (StoreFailure.unwrap(e.getCause()) instanceof RefusedException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  LedgerDefinition definition() {
    return ledger.definition();
  }

  public Outcome apply(Operation operation) {
    return await(ledger.apply(operation, 1));
  }

  /** Applies operations that are sent together: the first in a call, the others in the next. */
  public List<Outcome> applyAll(List<Operation> operations) {
    return operations.stream().map(each -> ledger.apply(each, operations.size())).toList().stream()
        .map(BlockingLedger::await)
        .toList();
  }

  public Ledger.AtomicOutcome applyAtomic(AtomicSet set) {
    return await(ledger.applyAtomic(set));
  }

  /** Reaps to the end. */
  public JobOutcome.Done reap(Operation.Options options) {
    return (JobOutcome.Done) await(ledger.reap(options));
  }

  public String initialize(Operation.Options options) {
    return await(ledger.initialize(options));
  }

  public Optional<Amount> balance(String account) {
    return await(ledger.balance(account));
  }

  public Optional<Amount> balance(String account, String entry) {
    return await(ledger.balance(account, entry));
  }

  public Page<AccountBalance> accounts(Bound low, Bound high, String cursor, int limit) {
    return await(ledger.accounts(low, high, cursor, limit));
  }

  public List<AccountBalance> topHolders(int limit) {
    return await(ledger.topHolders(limit));
  }

  public Optional<Rank> rank(String account, int around) {
    return await(ledger.rank(account, around));
  }

  public Group group(String group, String cursor, int limit) {
    return await(ledger.group(group, cursor, limit));
  }

  public List<Book> books() {
    return await(ledger.books());
  }

  public JobOutcome weightedSum(WeightedSum sum, Operation.Options options) {
    return await(ledger.weightedSum(sum, options));
  }

  public JobOutcome deleteBook(String book, Operation.Options options) {
    return await(ledger.deleteBook(book, options));
  }

  public Optional<Amount> value(String book, String account) {
    return await(ledger.value(book, account));
  }

  public Page<AccountBalance> values(String book, Bound low, Bound high, String cursor, int limit) {
    return await(ledger.values(book, low, high, cursor, limit));
  }

  public Optional<Job> job() {
    return await(ledger.job());
  }

  public Job cancelJob() {
    return await(ledger.cancelJob());
  }

  public Optional<JobOutcome> resumeJob() {
    return await(ledger.resumeJob());
  }

  public Page<Entry> history(String account, String cursor, int limit) {
    return entries(HistoryQuery.of(account), cursor, limit);
  }

  public Page<Entry> entries(HistoryQuery query, String cursor, int limit) {
    return await(ledger.history(query, cursor, limit));
  }

  public Optional<ReasonRecord> created(String account) {
    return await(ledger.created(account));
  }

  public Optional<ReasonRecord> deleted(String account) {
    return await(ledger.deleted(account));
  }

  public Audit audit(boolean full) {
    return await(ledger.audit(full));
  }

  public Supply supply() {
    return await(ledger.supply());
  }

  public String displayName(String account) {
    return ledger.displayName(account);
  }

  public Backup backup(boolean trims) {
    return await(ledger.backup(trims));
  }

  public ArchiveSummary archive(String begin) {
    return await(ledger.archive(begin));
  }

  public Restore restore(RestoreQuery query) {
    return await(ledger.restore(query));
  }

  public ArchiveCheck verifyArchive(String begin) {
    return await(ledger.verifyArchive(begin));
  }
}
