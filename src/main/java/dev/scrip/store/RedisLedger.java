package dev.scrip.store;

import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.Amount;
import dev.scrip.domain.ArchiveCheck;
import dev.scrip.domain.ArchiveSummary;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Audit;
import dev.scrip.domain.Backup;
import dev.scrip.domain.Book;
import dev.scrip.domain.Bound;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.Group;
import dev.scrip.domain.HistoryQuery;
import dev.scrip.domain.Job;
import dev.scrip.domain.JobOutcome;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.domain.Page;
import dev.scrip.domain.Rank;
import dev.scrip.domain.ReasonRecord;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Restore;
import dev.scrip.domain.RestoreQuery;
import dev.scrip.domain.Supply;
import dev.scrip.domain.WeightedSum;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One ledger in Redis: each operation encodes its names, runs one script with the ledger's keys and
 * definition, and decodes the reply. Writes go through the ledger's group commit.
 */
final class RedisLedger implements Ledger {

  private final LedgerDefinition definition;
  private final AccountNames names;
  private final boolean isCiphered;
  private final RedisScripts scripts;
  private final List<String> keys;
  private final List<String> definitionArguments;
  private final ReplyDecoder decoder;
  private final GroupCommit commit;
  private final GroupRead balances;
  private final WriteGuard guard;
  private final CheckDecoder checkDecoder;
  private final long timeoutMillis;
  private final LedgerAudits audits;
  private final LedgerJobs jobs;
  private final LedgerBackups backups;

  /**
   * A ledger that runs its scripts over the given connections.
   *
   * @param definition the ledger as configured
   * @param scripts runs the scripts
   * @param settings the settings that all ledgers share
   * @param audits runs the audits of all ledgers
   * @param jobs runs the jobs of all ledgers
   * @param backups backs up all ledgers
   */
  RedisLedger(
      LedgerDefinition definition,
      RedisScripts scripts,
      StoreSettings settings,
      LedgerAudits audits,
      LedgerJobs jobs,
      LedgerBackups backups) {
    this.audits = audits;
    this.jobs = jobs;
    this.backups = backups;
    this.definition = definition;
    this.names = AccountNames.of(definition);
    this.isCiphered = definition.accountCipher().method() != AccountCipher.Method.NONE;
    this.scripts = scripts;
    this.keys = Keys.of(definition.ledger());
    this.definitionArguments =
        ScriptArguments.definition(definition, names.keyCheckValue(), settings);
    this.decoder = new ReplyDecoder(definition, names);
    this.checkDecoder = new CheckDecoder(definition, names, settings.allowEviction());
    this.guard = new WriteGuard(this::runCheck, new WriteNotes(definition.ledger()));
    this.timeoutMillis = settings.timeout().toMillis();
    this.commit =
        new GroupCommit(
            requests ->
                guard
                    .write(() -> run(scripts, Script.APPLY, requests))
                    .thenApply(decoder::checked)
                    .thenApply(ReplyDecoder::lines),
            timeoutMillis);
    this.balances =
        new GroupRead(
            accounts ->
                checked(
                    run(scripts, Script.GET, accounts.toArray(String[]::new)),
                    StoreFailure::ofRead),
            timeoutMillis);
  }

  /** Whether this ledger has that very definition. */
  boolean isFor(LedgerDefinition other) {
    return definition.equals(other);
  }

  /** The encoding of the ledger's account names. */
  AccountNames names() {
    return names;
  }

  /** Whether account names are encrypted. */
  boolean isCiphered() {
    return isCiphered;
  }

  /** The decoder of the replies of the ledger's scripts. */
  ReplyDecoder decoder() {
    return decoder;
  }

  /** The definition of the ledger as Redis holds it. */
  String storedDefinition() {
    return definitionArguments.get(0);
  }

  /** Checks whether Redis allows and holds what the ledger needs. */
  CompletableFuture<LedgerCheck> check() {
    return guard.check();
  }

  private CompletableFuture<LedgerCheck> runCheck() {
    return run(Script.CHECK)
        .handle(
            (reply, failure) -> {
              if (failure == null) {
                return checkDecoder.of(reply);
              }
              if (StoreFailure.isDenied(failure)) {
                return checkDecoder.ofDenied(StoreFailure.unwrap(failure));
              }
              throw new CompletionException(StoreFailure.unwrap(failure));
            });
  }

  /** Runs a script with the ledger's keys and its definition, and arguments of its own. */
  CompletableFuture<Response> run(Script script, String... arguments) {
    return onCallersLoop(run(scripts, script, arguments));
  }

  /** Runs a script in the same way, over other connections than the ledger's own. */
  CompletableFuture<Response> run(RedisScripts connections, Script script, String... arguments) {
    List<String> all = new ArrayList<>(definitionArguments);
    Collections.addAll(all, arguments);
    return connections.run(script, keys, all);
  }

  /**
   * Runs a script that writes with further keys, over other connections.
   *
   * @param more the keys that follow those of the ledger
   */
  CompletableFuture<Response> write(
      RedisScripts connections, Script script, List<String> more, List<String> arguments) {
    List<String> all = new ArrayList<>(keys);
    all.addAll(more);
    List<String> words = new ArrayList<>(definitionArguments);
    words.addAll(arguments);
    // The check that may precede the call has a timeout of its own.
    CompletableFuture<Response> reply =
        guard
            .write(() -> connections.run(script, all, words))
            .orTimeout(timeoutMillis, TimeUnit.MILLISECONDS);
    return checked(reply, StoreFailure::of);
  }

  /**
   * Runs a script that writes with the keys of a job too, over other connections.
   *
   * @param snapshot the book of the job, empty for the ledger, or null if it needs no such keys
   */
  CompletableFuture<Response> runJob(
      RedisScripts connections, Script script, String snapshot, String... arguments) {
    List<String> more = snapshot == null ? List.of() : Keys.ofJob(definition.ledger(), snapshot);
    return write(connections, script, more, List.of(arguments));
  }

  /** Sends a command that reads a key of the ledger, as {@link RedisScripts#read} describes it. */
  CompletableFuture<Response> read(RedisScripts connections, Request request) {
    return connections.read(keys, request);
  }

  @Override
  public LedgerDefinition definition() {
    return definition;
  }

  @Override
  public CompletionStage<Outcome> apply(Operation operation, int batchSize) {
    Operation encoded = isCiphered ? names.encode(operation) : operation;
    int size = operation.size();
    return onCallersLoop(
            commit.apply(ScriptArguments.operation(encoded), size, Math.max(size, batchSize)))
        .thenApply(reply -> decoder.outcome(operation, reply));
  }

  @Override
  public CompletionStage<AtomicOutcome> applyAtomic(AtomicSet set) {
    int size = set.size();
    if (size == 0 || size > MAX_OPERATIONS) {
      throw new IllegalArgumentException("a set has 1 to " + MAX_OPERATIONS + " operations");
    }
    return onCallersLoop(commit.apply(ScriptArguments.atomic(names.encode(set)), size, size))
        .thenApply(reply -> decoder.atomicOutcome(set, reply));
  }

  @Override
  public CompletionStage<JobOutcome> reap(Operation.Options options) {
    String request = ScriptArguments.reap(names.encode(options));
    return onCallersLoop(jobs.start(this, request));
  }

  @Override
  public CompletionStage<String> initialize(Operation.Options options) {
    if (definition.kind() != Kind.TOKEN) {
      throw new RefusedException(
          Refusal.of(
              Code.NOT_A_TOKEN,
              "Ledger " + definition.ledger() + " is a points ledger, which needs no initialize."));
    }
    Map<String, Amount> allocations = names.encode(definition.allocations());
    return write(
            Script.INITIALIZE,
            ScriptArguments.allocations(allocations, names.encode(options)),
            DefinitionChange.allocations(allocations))
        .thenApply(decoder::firstEntry);
  }

  @Override
  public CompletionStage<Optional<Amount>> balance(String account) {
    return refusing(onCallersLoop(balances.balance(names.encode(account))), StoreFailure::ofRead)
        .thenApply(balance -> Optional.ofNullable(balance).map(decoder::amount));
  }

  @Override
  public CompletionStage<Optional<Amount>> balance(String account, String entry) {
    return balanceAt(names.encode(account), entry, "");
  }

  private CompletionStage<Optional<Amount>> balanceAt(String encoded, String entry, String from) {
    return read(Script.GET_AT, encoded, entry, from)
        .thenCompose(
            reply -> {
              if (isArchived(reply)) {
                EntryId at = EntryId.of(reply.get(2).toString());
                return archived(reply, search -> search.balance(encoded, EntryId.of(entry), at));
              }
              return reply.size() > 2
                  ? balanceAt(encoded, entry, reply.get(2).toString())
                  : CompletableFuture.completedStage(decoder.balance(reply));
            });
  }

  /** Whether a reply says that a search goes on in the archive. */
  private static boolean isArchived(Response reply) {
    return "archive".equals(reply.get(0).toString());
  }

  private <T> CompletableFuture<T> archived(Response reply, LedgerBackups.SearchStep<T> step) {
    return onCallersLoop(backups.search(this, reply.get(1).toString(), step));
  }

  @Override
  public CompletionStage<Page<AccountBalance>> accounts(
      Bound low, Bound high, String cursor, int limit) {
    return read(Script.GET_ALL, accountQuery(null, low, high, cursor, limit))
        .thenApply(decoder::accountPage);
  }

  private String accountQuery(String book, Bound low, Bound high, String cursor, int limit) {
    if (book != null && cursor != null && Cursor.isMember(cursor)) {
      Cursor.Place after = new Cursor.Place("0", Cursor.member(cursor));
      return PageArguments.accounts(book, low, high, after, limit);
    }
    if (definition.ranking()) {
      Cursor.Place after = cursor == null ? null : Cursor.place(cursor);
      return PageArguments.accounts(book, low, high, after, limit);
    }
    String scan = cursor == null ? null : Cursor.scan(cursor);
    if (low != null || high != null) {
      requireRanking();
    }
    return PageArguments.accounts(book, scan, limit);
  }

  @Override
  public CompletionStage<List<AccountBalance>> topHolders(int limit) {
    requireRanking();
    return read(Script.GET_TOP_HOLDERS, Integer.toString(limit))
        .thenApply(reply -> decoder.accounts(reply, 1));
  }

  @Override
  public CompletionStage<Optional<Rank>> rank(String account, int around) {
    requireRanking();
    return read(Script.GET_RANK, names.encode(account), Integer.toString(around))
        .thenApply(decoder::rank);
  }

  @Override
  public CompletionStage<Group> group(String group, String cursor, int limit) {
    String after = cursor == null ? "" : Cursor.member(cursor);
    return read(Script.GET_GROUP, group, Integer.toString(limit), after)
        .thenApply(reply -> decoder.group(group, reply));
  }

  @Override
  public CompletionStage<List<Book>> books() {
    return read(Script.GET_BOOKS).thenApply(decoder::books);
  }

  @Override
  public CompletionStage<JobOutcome> weightedSum(WeightedSum sum, Operation.Options options) {
    String ledger = definition.ledger();
    String request = ScriptArguments.weightedSum(sum, ledger, names.encode(options));
    return onCallersLoop(jobs.start(this, request));
  }

  @Override
  public CompletionStage<JobOutcome> deleteBook(String book, Operation.Options options) {
    String request = ScriptArguments.deletion(book, names.encode(options));
    return onCallersLoop(jobs.start(this, request));
  }

  @Override
  public CompletionStage<Optional<Amount>> value(String book, String account) {
    return readBook(Script.GET_VALUE, book, PageArguments.value(book, names.encode(account)))
        .thenApply(decoder::balance);
  }

  @Override
  public CompletionStage<Page<AccountBalance>> values(
      String book, Bound low, Bound high, String cursor, int limit) {
    return readBook(Script.GET_ALL, book, accountQuery(book, low, high, cursor, limit))
        .thenApply(decoder::accountPage);
  }

  private CompletableFuture<Response> readBook(Script script, String book, String query) {
    List<String> all = new ArrayList<>(keys);
    all.addAll(Keys.ofBook(definition.ledger(), book));
    List<String> words = new ArrayList<>(definitionArguments);
    words.add(query);
    return checked(onCallersLoop(scripts.run(script, all, words)), StoreFailure::ofRead);
  }

  @Override
  public CompletionStage<Optional<Job>> job() {
    return jobState().thenApply(found -> found.map(state -> state.job(definition.ledger())));
  }

  /** The state of the job, or empty if there never was one. */
  CompletableFuture<Optional<JobState>> jobState() {
    return read(Script.TAKE_JOB, "", "").thenApply(JobState::in);
  }

  @Override
  public CompletionStage<Job> cancelJob() {
    return onCallersLoop(jobs.cancel(this)).thenApply(state -> state.job(definition.ledger()));
  }

  @Override
  public CompletionStage<Optional<JobOutcome>> resumeJob() {
    return onCallersLoop(jobs.resume(this));
  }

  private void requireRanking() {
    if (!definition.ranking()) {
      throw new RefusedException(Refusals.noRanking(definition));
    }
  }

  @Override
  public CompletionStage<Page<Entry>> history(HistoryQuery query, String cursor, int limit) {
    String from = cursor == null ? null : Cursor.entry(cursor);
    String account = query.account();
    return history(
        account == null ? query : query.withAccount(names.encode(account)), from, null, limit);
  }

  private CompletionStage<Page<Entry>> history(
      HistoryQuery encoded, String from, String at, int limit) {
    return read(Script.GET_HISTORY, PageArguments.history(encoded, from, at, limit))
        .thenCompose(
            reply -> {
              if (isArchived(reply)) {
                EntryId begin = EntryId.of(reply.get(2).toString());
                EntryId cursor = from == null ? null : EntryId.of(from);
                return archived(reply, search -> search.page(encoded, cursor, begin, limit));
              }
              return "search".equals(reply.get(0).toString())
                  ? history(encoded, from, reply.get(1).toString(), limit)
                  : CompletableFuture.completedStage(decoder.entryPage(reply));
            });
  }

  @Override
  public CompletionStage<Optional<ReasonRecord>> created(String account) {
    return read(Script.GET_REASON, "created", names.encode(account)).thenApply(decoder::reason);
  }

  @Override
  public CompletionStage<Optional<ReasonRecord>> deleted(String account) {
    return read(Script.GET_REASON, "deleted", names.encode(account)).thenApply(decoder::reason);
  }

  @Override
  public CompletionStage<Supply> supply() {
    return read(Script.GET_INFO).thenApply(decoder::supply);
  }

  @Override
  public CompletionStage<Audit> audit(boolean full) {
    return onCallersLoop(audits.run(this, full));
  }

  @Override
  public CompletionStage<Backup> backup(boolean trims) {
    return onCallersLoop(backups.run(this, trims));
  }

  @Override
  public CompletionStage<Restore> restore(RestoreQuery query) {
    return onCallersLoop(backups.restore(this, query));
  }

  @Override
  public CompletionStage<ArchiveSummary> archive(String begin) {
    return onCallersLoop(backups.summary(this, begin));
  }

  @Override
  public CompletionStage<ArchiveCheck> verifyArchive(String begin) {
    return onCallersLoop(backups.verify(this, begin));
  }

  @Override
  public String displayName(String account) {
    return names.displayName(names.encode(account));
  }

  private CompletableFuture<Response> write(Script script, String... arguments) {
    // The check that may precede the call has a timeout of its own.
    CompletableFuture<Response> reply =
        guard.write(() -> run(script, arguments)).orTimeout(timeoutMillis, TimeUnit.MILLISECONDS);
    return checked(reply, StoreFailure::of);
  }

  private CompletableFuture<Response> read(Script script, String... arguments) {
    return checked(run(script, arguments), StoreFailure::ofRead);
  }

  private CompletableFuture<Response> checked(
      CompletableFuture<Response> reply, Function<Throwable, RefusedException> refused) {
    return refusing(reply.thenApply(decoder::checked), refused);
  }

  private static <T> CompletableFuture<T> refusing(
      CompletableFuture<T> reply, Function<Throwable, RefusedException> refused) {
    return reply.exceptionally(
        failure -> {
          throw refused.apply(failure);
        });
  }

  /**
   * The same future, completed on the caller's event loop if the caller is on one. So the work that
   * follows is spread over all event loops, and not done on the one that reads from Redis.
   */
  private static <T> CompletableFuture<T> onCallersLoop(CompletableFuture<T> reply) {
    if (!Context.isOnEventLoopThread()) {
      return reply;
    }
    Context caller = Vertx.currentContext();
    CompletableFuture<T> passed = new CompletableFuture<>();
    CompletableFuture<T> unused =
        reply.whenComplete(
            (value, failure) ->
                caller.runOnContext(
                    now -> {
                      if (failure == null) {
                        passed.complete(value);
                      } else {
                        passed.completeExceptionally(failure);
                      }
                    }));
    return passed;
  }
}
