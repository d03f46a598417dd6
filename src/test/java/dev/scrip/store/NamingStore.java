package dev.scrip.store;

import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Audit;
import dev.scrip.domain.Bound;
import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Page;
import dev.scrip.domain.Posting;
import dev.scrip.domain.Reaped;
import dev.scrip.domain.Remark;
import dev.scrip.domain.Sequenced;
import dev.scrip.domain.Supply;
import dev.scrip.domain.Terms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store whose replies tell names where the ledger keeps digests alone: it remembers the names
 * that it was asked with. So tests that compare names hold for every account cipher.
 */
final class NamingStore implements LedgerStore {

  /** Names by their digests, in which the ledger's name is; so all stores can share them. */
  private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

  private final LedgerStore store;

  NamingStore(LedgerStore store) {
    this.store = store;
  }

  /** Remembers the names of operations that reach the ledger in another way. */
  static void remember(LedgerDefinition ledger, Operation operation) {
    if (operation instanceof Operation.Create create) {
      remember(ledger, create.account());
    } else if (operation instanceof Operation.Transfer transfer) {
      remember(ledger, transfer.from());
      remember(ledger, transfer.to());
    }
    remember(ledger, operation.terms().by());
  }

  private static void remember(LedgerDefinition ledger, String name) {
    if (name != null && ledger.accountCipher().method() == AccountCipher.Method.HMAC_SHA256) {
      NAMES.put(AccountNames.of(ledger).stored(name), name);
    }
  }

  private static String name(String told) {
    return told == null ? null : NAMES.getOrDefault(told, told);
  }

  private static AccountBalance named(AccountBalance each) {
    return new AccountBalance(name(each.account()), each.balance());
  }

  private static Entry named(Entry entry) {
    return new Entry(
        entry.entry(),
        entry.operation(),
        entry.id(),
        entry.at(),
        name(entry.by()),
        entry.reason(),
        entry.postings().stream()
            .map(each -> new Posting(name(each.account()), each.amount(), each.balance()))
            .toList());
  }

  @Override
  public Outcome apply(LedgerDefinition ledger, Operation operation) {
    remember(ledger, operation);
    return store.apply(ledger, operation);
  }

  @Override
  public List<Outcome> applyIndependent(LedgerDefinition ledger, List<Sequenced> operations) {
    operations.forEach(each -> remember(ledger, each.operation()));
    return store.applyIndependent(ledger, operations);
  }

  @Override
  public AtomicOutcome applyAtomic(LedgerDefinition ledger, AtomicSet set) {
    set.operations().forEach(each -> remember(ledger, each));
    return store.applyAtomic(ledger, set);
  }

  @Override
  public Reaped reap(LedgerDefinition ledger, Terms terms) {
    remember(ledger, terms.by());
    return store.reap(ledger, terms);
  }

  @Override
  public String initialize(LedgerDefinition ledger, Terms terms) {
    remember(ledger, terms.by());
    ledger.allocations().keySet().forEach(each -> remember(ledger, each));
    return store.initialize(ledger, terms);
  }

  @Override
  public Optional<Amount> balance(LedgerDefinition ledger, String account) {
    return store.balance(ledger, account);
  }

  @Override
  public Page<AccountBalance> accounts(
      LedgerDefinition ledger, Bound low, Bound high, String cursor, int limit) {
    Page<AccountBalance> page = store.accounts(ledger, low, high, cursor, limit);
    return new Page<>(page.items().stream().map(NamingStore::named).toList(), page.cursor());
  }

  @Override
  public List<AccountBalance> topHolders(LedgerDefinition ledger, int limit) {
    return store.topHolders(ledger, limit).stream().map(NamingStore::named).toList();
  }

  @Override
  public Page<Entry> history(LedgerDefinition ledger, String account, String cursor, int limit) {
    Page<Entry> page = store.history(ledger, account, cursor, limit);
    return new Page<>(page.items().stream().map(NamingStore::named).toList(), page.cursor());
  }

  @Override
  public Optional<Remark> created(LedgerDefinition ledger, String account) {
    return store.created(ledger, account);
  }

  @Override
  public Optional<Remark> deleted(LedgerDefinition ledger, String account) {
    return store.deleted(ledger, account);
  }

  @Override
  public Audit audit(LedgerDefinition ledger, String cursor, int limit) {
    Audit page = store.audit(ledger, cursor, limit);
    return new Audit(
        page.checked(),
        page.differences().stream()
            .map(
                each ->
                    new Audit.Difference(
                        each.kind(), name(each.account()), each.expected(), each.found()))
            .toList(),
        page.cursor(),
        page.totals());
  }

  @Override
  public String told(LedgerDefinition ledger, String account) {
    remember(ledger, account);
    return name(store.told(ledger, account));
  }

  @Override
  public Supply supply(LedgerDefinition ledger) {
    return store.supply(ledger);
  }
}
