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
import dev.scrip.domain.Membership;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.domain.Page;
import dev.scrip.domain.Posting;
import dev.scrip.domain.Rank;
import dev.scrip.domain.ReasonRecord;
import dev.scrip.domain.Restore;
import dev.scrip.domain.RestoreQuery;
import dev.scrip.domain.Supply;
import dev.scrip.domain.WeightedSum;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A ledger of a {@link NamingStore}. */
final class NamingLedger implements Ledger {

  private final Ledger ledger;

  NamingLedger(Ledger ledger) {
    this.ledger = ledger;
  }

  private void remember(Operation operation) {
    NamingStore.remember(definition(), operation);
  }

  private void remember(String name) {
    NamingStore.remember(definition(), name);
  }

  private static AccountBalance named(AccountBalance each) {
    return new AccountBalance(NamingStore.name(each.account()), each.balance());
  }

  private static Entry named(Entry entry) {
    return new Entry(
        entry.entry(),
        entry.operation(),
        entry.id(),
        entry.at(),
        NamingStore.name(entry.by()),
        entry.reason(),
        entry.data(),
        entry.postings().stream()
            .map(
                each ->
                    new Posting(NamingStore.name(each.account()), each.amount(), each.balance()))
            .toList(),
        entry.memberships().stream()
            .map(
                each ->
                    new Membership(each.group(), NamingStore.name(each.account()), each.member()))
            .toList());
  }

  @Override
  public LedgerDefinition definition() {
    return ledger.definition();
  }

  @Override
  public CompletionStage<Outcome> apply(Operation operation, int batchSize) {
    remember(operation);
    return ledger.apply(operation, batchSize);
  }

  @Override
  public CompletionStage<AtomicOutcome> applyAtomic(AtomicSet set) {
    set.operations().forEach(this::remember);
    return ledger.applyAtomic(set);
  }

  @Override
  public CompletionStage<JobOutcome> reap(Operation.Options options) {
    remember(options.by());
    return ledger.reap(options);
  }

  @Override
  public CompletionStage<String> initialize(Operation.Options options) {
    remember(options.by());
    definition().allocations().keySet().forEach(this::remember);
    return ledger.initialize(options);
  }

  @Override
  public CompletionStage<Optional<Amount>> balance(String account) {
    return ledger.balance(account);
  }

  @Override
  public CompletionStage<Optional<Amount>> balance(String account, String entry) {
    return ledger.balance(account, entry);
  }

  @Override
  public CompletionStage<Page<AccountBalance>> accounts(
      Bound low, Bound high, String cursor, int limit) {
    return ledger
        .accounts(low, high, cursor, limit)
        .thenApply(
            page ->
                new Page<>(page.items().stream().map(NamingLedger::named).toList(), page.cursor()));
  }

  @Override
  public CompletionStage<List<AccountBalance>> topHolders(int limit) {
    return ledger
        .topHolders(limit)
        .thenApply(top -> top.stream().map(NamingLedger::named).toList());
  }

  @Override
  public CompletionStage<Optional<Rank>> rank(String account, int around) {
    return ledger
        .rank(account, around)
        .thenApply(
            found ->
                found.map(
                    rank ->
                        new Rank(
                            rank.rank(),
                            rank.first(),
                            rank.count(),
                            rank.accounts().stream().map(NamingLedger::named).toList())));
  }

  @Override
  public CompletionStage<Group> group(String group, String cursor, int limit) {
    return ledger
        .group(group, cursor, limit)
        .thenApply(
            found ->
                new Group(
                    found.name(),
                    found.count(),
                    new Page<>(
                        found.members().items().stream().map(NamingStore::name).toList(),
                        found.members().cursor())));
  }

  @Override
  public CompletionStage<JobOutcome> weightedSum(WeightedSum sum, Operation.Options options) {
    remember(options.by());
    return ledger.weightedSum(sum, options);
  }

  @Override
  public CompletionStage<JobOutcome> deleteBook(String book, Operation.Options options) {
    remember(options.by());
    return ledger.deleteBook(book, options);
  }

  @Override
  public CompletionStage<Optional<Amount>> value(String book, String account) {
    return ledger.value(book, account);
  }

  @Override
  public CompletionStage<Page<AccountBalance>> values(
      String book, Bound low, Bound high, String cursor, int limit) {
    return ledger
        .values(book, low, high, cursor, limit)
        .thenApply(
            page ->
                new Page<>(page.items().stream().map(NamingLedger::named).toList(), page.cursor()));
  }

  @Override
  public CompletionStage<Optional<Job>> job() {
    return ledger.job();
  }

  @Override
  public CompletionStage<Job> cancelJob() {
    return ledger.cancelJob();
  }

  @Override
  public CompletionStage<Optional<JobOutcome>> resumeJob() {
    return ledger.resumeJob();
  }

  @Override
  public CompletionStage<List<Book>> books() {
    return ledger.books();
  }

  @Override
  public CompletionStage<Page<Entry>> history(HistoryQuery query, String cursor, int limit) {
    return ledger
        .history(query, cursor, limit)
        .thenApply(
            page ->
                new Page<>(page.items().stream().map(NamingLedger::named).toList(), page.cursor()));
  }

  @Override
  public CompletionStage<Optional<ReasonRecord>> created(String account) {
    return ledger.created(account);
  }

  @Override
  public CompletionStage<Optional<ReasonRecord>> deleted(String account) {
    return ledger.deleted(account);
  }

  @Override
  public CompletionStage<Audit> audit(boolean full) {
    return ledger.audit(full).thenApply(NamingLedger::named);
  }

  private static Audit named(Audit audit) {
    return new Audit(
        audit.entry(),
        audit.from(),
        audit.entries(),
        audit.accounts(),
        audit.places(),
        audit.sum(),
        audit.circulatingSupply(),
        audit.differenceCount(),
        audit.differences().stream()
            .map(
                each ->
                    new Audit.Difference(
                        each.kind(),
                        NamingStore.name(each.account()),
                        each.entry(),
                        each.expected(),
                        each.found()))
            .toList());
  }

  @Override
  public String displayName(String account) {
    remember(account);
    return NamingStore.name(ledger.displayName(account));
  }

  @Override
  public CompletionStage<Supply> supply() {
    return ledger.supply();
  }

  @Override
  public CompletionStage<Backup> backup(boolean trims) {
    return ledger.backup(trims);
  }

  @Override
  public CompletionStage<ArchiveSummary> archive(String begin) {
    return ledger.archive(begin);
  }

  @Override
  public CompletionStage<Restore> restore(RestoreQuery query) {
    return ledger.restore(query);
  }

  @Override
  public CompletionStage<ArchiveCheck> verifyArchive(String begin) {
    return ledger.verifyArchive(begin);
  }
}
