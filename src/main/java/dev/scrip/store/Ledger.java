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

/**
 * One ledger in Redis. Every call returns at once, and its stage completes when Redis has answered,
 * at the latest after the timeout of the store; an audit takes longer.
 *
 * <p>A call that is refused as a whole fails with a {@link RefusedException}, thrown at once or as
 * the failure of its stage. Any call may fail with {@code definition-changed} (Redis holds the
 * ledger with another definition), {@code store-unavailable}, {@code store-full}, {@code
 * overloaded} or {@code internal-error}, and any write with {@code info-missing} (Redis has lost
 * the definition and holds other data of the ledger). Its field {@code outcome} is {@code
 * not-applied} if certainly nothing has changed, and {@code unknown} if an operation may have been
 * applied: to send it again with the same operation id is safe then.
 */
public interface Ledger {

  /** The most operations of an atomic set, and of one call to Redis. */
  int MAX_OPERATIONS = 500;

  /** The most accounts or entries on a page. */
  int MAX_PAGE = 1000;

  /** The most accounts above an account, and below it, that are returned with its rank. */
  int MAX_AROUND = 500;

  /** {@return the definition of the ledger, as configured} */
  LedgerDefinition definition();

  /**
   * Applies one operation, or refuses it and changes nothing. The refusals are {@code id-reused},
   * {@code expired} and those of the operation, in the order that the header of {@code apply.lua}
   * lists. Operations that arrive at the same time share a call to Redis.
   *
   * @param operation the operation
   * @param batchSize the number of operations that were sent together, 1 for one sent by itself:
   *     those of a large batch wait for others, and are applied in the order of their calls
   * @return the outcome: applied, replayed or refused
   */
  CompletionStage<Outcome> apply(Operation operation, int batchSize);

  /**
   * Applies all operations of a set, or none.
   *
   * @param set 1 to {@value #MAX_OPERATIONS} operations with their id and deadline
   * @return an outcome for each operation, in order, all of them applied; or the one refusal
   */
  CompletionStage<AtomicOutcome> applyAtomic(AtomicSet set);

  /**
   * Removes every account below the ledger's minimum. Refusals, in order: {@code info-missing},
   * {@code id-reused}, {@code job-running}, {@code expired}, {@code supply-fixed}.
   *
   * @param options the id, the reason, the deadline, the caller and the data
   * @return the number of accounts removed; or the job that still runs
   */
  CompletionStage<JobOutcome> reap(Operation.Options options);

  /**
   * Writes a token ledger's definition and first balances, unless it is initialized. Refusals:
   * {@code not-a-token}, {@code definition-changed} (its detail names the difference), {@code
   * info-missing}, {@code expired} (the first call only).
   *
   * @param options the id, the reason, the deadline and the caller
   * @return the id of the entry of the first call
   */
  CompletionStage<String> initialize(Operation.Options options);

  /**
   * The balance of an account.
   *
   * @param account the name of the account
   * @return its balance, or empty if the account does not exist
   */
  CompletionStage<Optional<Amount>> balance(String account);

  /**
   * The balance that an account had after all entries up to a given one, also if it has been
   * deleted since.
   *
   * @param account the name of the account
   * @param entry the id of the entry, in the form of {@link Entry#position}; it need not exist
   * @return its balance, or empty if the account did not exist
   */
  CompletionStage<Optional<Amount>> balance(String account, String entry);

  /**
   * Accounts in ascending order of balance, those of equal balance by the bytes of their names. A
   * ledger without a ranking returns them in no order, one that exists all the time at least once,
   * and refuses bounds as {@code no-ranking}.
   *
   * @param low the lower end, or null for none
   * @param high the upper end, or null for none
   * @param cursor the cursor of the page before, or null for the first page; refused as {@code
   *     invalid-request} if it is not a cursor
   * @param limit the most accounts of the page, 1 to {@value #MAX_PAGE}; without a ranking a page
   *     may have some more
   * @return the page
   */
  CompletionStage<Page<AccountBalance>> accounts(Bound low, Bound high, String cursor, int limit);

  /**
   * The accounts with the highest balances, the highest first. Refusal: {@code no-ranking}.
   *
   * @param limit the most accounts to return, 1 to {@value #MAX_PAGE}
   * @return the accounts with their balances
   */
  CompletionStage<List<AccountBalance>> topHolders(int limit);

  /**
   * The place of an account among all accounts, the highest balance first. Refusal: {@code
   * no-ranking}.
   *
   * @param account the name of the account
   * @param around the most accounts above it, and below it, to return, 0 to {@value #MAX_AROUND}
   * @return its rank, or empty if the account does not exist
   */
  CompletionStage<Optional<Rank>> rank(String account, int around);

  /**
   * A page of the members of a group, in the order of the bytes of their names.
   *
   * @param group the name of the group; one that does not exist is empty
   * @param cursor the cursor of the page before, or null for the first page; refused as {@code
   *     invalid-request} if it is not a cursor
   * @param limit the most members of the page, 1 to {@value #MAX_PAGE}
   * @return the group with the page
   */
  CompletionStage<Group> group(String group, String cursor, int limit);

  /**
   * Replaces a book by a weighted sum of books. Refusals, in order: {@code info-missing}, {@code
   * id-reused}, {@code job-running}, {@code expired}, {@code supply-fixed}, {@code not-a-snapshot},
   * {@code too-many-books}, {@code unknown-book}, {@code above-max}.
   *
   * @param sum the sum
   * @param options the id, the reason, the deadline, the caller and the data
   * @return its outcome; the job that still runs, if it takes longer than a request may
   */
  CompletionStage<JobOutcome> weightedSum(WeightedSum sum, Operation.Options options);

  /**
   * Deletes a group or a snapshot. Refusals, in order: {@code info-missing}, {@code id-reused},
   * {@code job-running}, {@code expired}.
   *
   * @param book the name of the book
   * @param options the id, the reason, the deadline, the caller and the data
   * @return the number of its accounts, 0 if there is no such book; or the job that still runs
   */
  CompletionStage<JobOutcome> deleteBook(String book, Operation.Options options);

  /**
   * The value of an account in a group or a snapshot. Refusal: {@code unknown-book}.
   *
   * @param book the name of the book
   * @param account the name of the account
   * @return its value, of a member of a group one whole unit; or empty if it is not in the book
   */
  CompletionStage<Optional<Amount>> value(String book, String account);

  /**
   * Accounts of a group or a snapshot, as {@link #accounts} returns those of the ledger; of a group
   * in the order of the bytes of their names. Refusals: {@code no-ranking}, {@code unknown-book}.
   *
   * @param book the name of the book
   * @param low the lower end, or null for none
   * @param high the upper end, or null for none
   * @param cursor the cursor of the page before, or null for the first page
   * @param limit the most accounts of the page, 1 to {@value #MAX_PAGE}
   * @return the page
   */
  CompletionStage<Page<AccountBalance>> values(
      String book, Bound low, Bound high, String cursor, int limit);

  /**
   * The job that runs, or the last one that ran.
   *
   * @return the job, or empty if there was none
   */
  CompletionStage<Optional<Job>> job();

  /**
   * Cancels the job that runs. Refusals: {@code no-job}, {@code job-posting}.
   *
   * @return the job
   */
  CompletionStage<Job> cancelJob();

  /**
   * Goes on with the job that runs, if its process has ended.
   *
   * @return its outcome; empty if there is no such job
   */
  CompletionStage<Optional<JobOutcome>> resumeJob();

  /**
   * The books of the ledger beside itself.
   *
   * @return the books, in the order of their names
   */
  CompletionStage<List<Book>> books();

  /**
   * Journal entries. A page has fewer entries than the limit, or none, if it has read as much as a
   * page may.
   *
   * @param query the entries that are asked for, and their order
   * @param cursor the cursor of the page before, or null for the first page; refused as {@code
   *     invalid-request} if it is not a cursor
   * @param limit the most entries of the page, 1 to {@value #MAX_PAGE}
   * @return the page
   */
  CompletionStage<Page<Entry>> history(HistoryQuery query, String cursor, int limit);

  /**
   * The record of an account's creation.
   *
   * @param account the name of the account
   * @return the time and the reason, or empty if none was recorded
   */
  CompletionStage<Optional<ReasonRecord>> created(String account);

  /**
   * The record of an account's deletion.
   *
   * @param account the name of the account
   * @return the time and the reason, or empty if none was recorded
   */
  CompletionStage<Optional<ReasonRecord>> deleted(String account);

  /**
   * Compares balances, ranking and journal as they were at one instant. It takes as long as the
   * ledger is large; audits of one store follow each other, and too many of them are refused as
   * {@code overloaded}.
   *
   * @param full whether all entries are compared; otherwise those since the last audit that found
   *     no difference
   * @return the result
   */
  CompletionStage<Audit> audit(boolean full);

  /**
   * Puts the entries since the last backup into the archive, and a checkpoint if one is due; then
   * it may remove from the journal what is archived. Refusals: {@code no-archive}, {@code
   * archive-damaged}, {@code archive-diverged}, {@code archive-unavailable}.
   *
   * @param trims whether old entries that are archived are removed from the journal
   * @return what was archived, or what was so far if it takes long
   */
  CompletionStage<Backup> backup(boolean trims);

  /**
   * What an archive of the ledger has. Refusals: {@code no-archive}, {@code unknown-archive},
   * {@code archive-damaged}, {@code archive-unavailable}.
   *
   * @param begin the first entry of the life whose archive it is, or null for the newest
   * @return the summary
   */
  CompletionStage<ArchiveSummary> archive(String begin);

  /**
   * Restores the ledger, of which Redis holds nothing, from an archive of it or of another ledger.
   * Refusals: {@code no-archive}, {@code unknown-archive}, {@code not-archived}, {@code
   * definition-changed}, {@code ledger-not-empty}, {@code restoring}, {@code archive-damaged},
   * {@code archive-unavailable}.
   *
   * @param query what it is to be restored from
   * @return what it was restored to, or what is known so far if it takes long
   */
  CompletionStage<Restore> restore(RestoreQuery query);

  /**
   * Verifies an archive of the ledger. Refusals: {@code no-archive}, {@code unknown-archive},
   * {@code archive-unavailable}.
   *
   * @param begin the first entry of the life whose archive it is, or null for the newest
   * @return what was found
   */
  CompletionStage<ArchiveCheck> verifyArchive(String begin);

  /**
   * The name of an account as replies display it: the name itself, or its digest if the account
   * cipher is not reversible. No call to Redis is made.
   *
   * @param account the name of the account, whether or not the account exists
   * @return the displayed name
   */
  String displayName(String account);

  /**
   * The supply of the ledger. Refusal: {@code not-initialized}, of a token ledger.
   *
   * @return the supply and the number of accounts
   */
  CompletionStage<Supply> supply();

  /**
   * The outcome of an atomic set.
   *
   * @param applied an outcome for each operation, or empty if the set was refused
   * @param index the index of the operation that was refused, from 0; -1 if all were applied or the
   *     set was refused as a whole
   * @param refused the refusal, or null if all were applied
   */
  record AtomicOutcome(List<Outcome.Applied> applied, int index, Outcome.Refused refused) {}
}
