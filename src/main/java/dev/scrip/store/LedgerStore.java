package dev.scrip.store;

import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Audit;
import dev.scrip.domain.Bound;
import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Page;
import dev.scrip.domain.Reaped;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Remark;
import dev.scrip.domain.Sequenced;
import dev.scrip.domain.Supply;
import dev.scrip.domain.Terms;
import java.util.List;
import java.util.Optional;

/**
 * Ledgers in Redis. Every call blocks until Redis has answered.
 *
 * <p>Any call may throw a {@link RefusedException} with {@code definition-changed} (Redis holds the
 * ledger with another kind or other decimals), {@code store-unavailable}, {@code store-full},
 * {@code overloaded} or {@code internal-error}. Its field {@code outcome} says {@code not-applied}
 * when nothing has changed for sure, and {@code unknown} when an operation may have been applied:
 * the same operation id is then safe to send again.
 */
public interface LedgerStore {

  /** The most operations that one call to Redis takes, and so the most that a set may have. */
  int MAX_OPERATIONS = 500;

  /** The most accounts or entries on a page. */
  int MAX_PAGE = 1000;

  /**
   * Applies one operation, or refuses it and changes nothing. Refusals, in the order in which they
   * are checked: {@code id-reused}, {@code expired}, then those of the operation:
   *
   * <ul>
   *   <li>create: supply-fixed, account-deleted, account-exists, below-min, above-max
   *   <li>add: supply-fixed, unknown-account, below-min, above-max
   *   <li>delete: supply-fixed
   *   <li>transfer: not-initialized, same-account, account-deleted, unknown-account,
   *       insufficient-balance, below-min, above-max
   *   <li>burn: not-initialized, not-burnable, unknown-account, insufficient-balance, below-min
   * </ul>
   */
  Outcome apply(LedgerDefinition ledger, Operation operation);

  /**
   * Applies operations each for itself, in order. After a refusal the later ones of the same
   * sequence are refused as {@code skipped}.
   *
   * @param operations at most {@value #MAX_OPERATIONS}
   * @return an outcome for each, in order
   */
  List<Outcome> applyIndependent(LedgerDefinition ledger, List<Sequenced> operations);

  /**
   * Applies all operations of a set or none.
   *
   * @return an outcome for each, in order, all of them applied; or the one refusal
   */
  AtomicOutcome applyAtomic(LedgerDefinition ledger, AtomicSet set);

  /**
   * Removes every account below the ledger's minimum, in bounded steps. Refusals, in order: {@code
   * id-reused}, {@code expired}, {@code supply-fixed}.
   */
  Reaped reap(LedgerDefinition ledger, Terms terms);

  /**
   * Writes a token ledger's definition and first balances, unless they are there already. Refusals:
   * {@code not-a-token}, {@code definition-changed} (its detail names the difference), {@code
   * expired} (the first time alone).
   *
   * @return the entry of the first initialize, however often it is called
   */
  String initialize(LedgerDefinition ledger, Terms terms);

  /** The balance of an account, or empty when there is no such account. */
  Optional<Amount> balance(LedgerDefinition ledger, String account);

  /**
   * Accounts in ascending order of balance, those of equal balance by the bytes of their names.
   *
   * @param low the lower end, or null
   * @param high the upper end, or null
   * @param cursor from the page before, or null. Refused as {@code invalid-request} when it is none
   * @param limit 1 to {@value #MAX_PAGE}
   */
  Page<AccountBalance> accounts(
      LedgerDefinition ledger, Bound low, Bound high, String cursor, int limit);

  /** The accounts with the highest balances, the highest first; at most {@value #MAX_PAGE}. */
  List<AccountBalance> topHolders(LedgerDefinition ledger, int limit);

  /**
   * Journal entries, newest first.
   *
   * @param account whose, or null for all of the ledger
   * @param cursor from the page before, or null. Refused as {@code invalid-request} when it is none
   * @param limit 1 to {@value #MAX_PAGE}
   */
  Page<Entry> history(LedgerDefinition ledger, String account, String cursor, int limit);

  /** When and why an account was created, as far as that was kept. */
  Optional<Remark> created(LedgerDefinition ledger, String account);

  /** When and why an account was deleted, as far as that was kept. */
  Optional<Remark> deleted(LedgerDefinition ledger, String account);

  /**
   * One page of the proof that balances, ranking and journal agree.
   *
   * @param cursor from the page before, or null. Refused as {@code invalid-request} when it is none
   * @param limit how much to check, 1 to {@value #MAX_PAGE}
   */
  Audit audit(LedgerDefinition ledger, String cursor, int limit);

  /**
   * How replies spell an account: by its name, or by its digest where the ledger keeps nothing
   * else.
   */
  String told(LedgerDefinition ledger, String account);

  /** How much there is. Refusal: {@code not-initialized}, for a token ledger. */
  Supply supply(LedgerDefinition ledger);

  /**
   * What became of an atomic set.
   *
   * @param applied an outcome for each operation, or empty when the set was refused
   * @param index which operation was refused first, from 0; -1 when all were applied or the set was
   *     refused as a whole
   * @param refused why, or null when all were applied
   */
  record AtomicOutcome(List<Outcome.Applied> applied, int index, Outcome.Refused refused) {}
}
