package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Bound;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Group;
import dev.scrip.domain.HistoryQuery;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.domain.Page;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Supply;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** One ledger of a test, and short words for what is done to it. */
final class TestLedger {

  private final LedgerStore store;
  private final LedgerDefinition definition;

  TestLedger(LedgerStore store, LedgerDefinition definition) {
    this.store = store;
    this.definition = definition;
  }

  /** The ledger itself. */
  Ledger open() {
    return store.ledger(definition);
  }

  /** The ledger, whose calls block. */
  BlockingLedger ledger() {
    return new BlockingLedger(open());
  }

  LedgerDefinition definition() {
    return definition;
  }

  Amount amount(String text) {
    return Amount.parse(text, definition.decimals()).amount().orElseThrow();
  }

  Operation create(String account, String amount) {
    return new Operation.Create(account, amount(amount), Operation.Options.NONE);
  }

  Operation add(String account, String amount) {
    return new Operation.Add(account, amount(amount), Operation.Options.NONE);
  }

  Operation delete(String account) {
    return new Operation.Delete(account, Operation.Options.NONE);
  }

  Operation transfer(String from, String to, String amount) {
    return new Operation.Transfer(from, to, amount(amount), Operation.Options.NONE);
  }

  Operation burn(String account, String amount) {
    return new Operation.Burn(account, amount(amount), Operation.Options.NONE);
  }

  Operation groupAdd(String group, String... accounts) {
    return new Operation.GroupAdd(group, List.of(accounts), Operation.Options.NONE);
  }

  Operation groupRemove(String group, String... accounts) {
    return new Operation.GroupRemove(group, List.of(accounts), Operation.Options.NONE);
  }

  /** The members of a group, read in pages of this size, each of which has the number of all. */
  List<String> members(String name, int pageSize) {
    List<String> members = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    String cursor = null;
    do {
      Group group = ledger().group(name, cursor, pageSize);
      assertThat(group.members().items()).hasSizeLessThanOrEqualTo(pageSize);
      members.addAll(group.members().items());
      counts.add(group.count());
      cursor = group.members().cursor();
    } while (cursor != null);
    assertThat(counts).containsOnly((long) members.size());
    return members;
  }

  /** The accounts of a book as text, read in pages of this size. */
  String values(String book, int pageSize) {
    List<AccountBalance> accounts = new ArrayList<>();
    String cursor = null;
    do {
      Page<AccountBalance> page = ledger().values(book, null, null, cursor, pageSize);
      accounts.addAll(page.items());
      cursor = page.cursor();
    } while (cursor != null);
    if (definition.accountCipher().method() != AccountCipher.Method.NONE) {
      accounts.sort(
          Comparator.comparing(AccountBalance::balance).thenComparing(AccountBalance::account));
    }
    return text(accounts);
  }

  /** The same operation with other options. */
  static Operation with(Operation.Options options, Operation operation) {
    try {
      RecordComponent[] components = operation.getClass().getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] =
            types[i] == Operation.Options.class
                ? options
                : components[i].getAccessor().invoke(operation);
      }
      return operation.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static Operation withId(String id, Operation operation) {
    return with(new Operation.Options(id, null, null, null), operation);
  }

  static Operation withReason(String reason, Operation operation) {
    return with(new Operation.Options(null, reason, null, null), operation);
  }

  Outcome apply(Operation operation) {
    return ledger().apply(operation);
  }

  /** Applies an operation that must not be refused, and returns the balances after it. */
  List<String> applied(Operation operation) {
    return balances(accepted(apply(operation)));
  }

  /** Applies an operation that must not be refused, and returns its entry. */
  String entry(Operation operation) {
    return accepted(apply(operation)).entry();
  }

  /** Applies what must be refused. */
  Refusal refused(Operation operation) {
    Outcome outcome = apply(operation);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused) outcome).refusal();
  }

  /** The code of the refusal, or null when the operation was applied. */
  Code code(Operation operation) {
    return code(apply(operation));
  }

  static Code code(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused ? refused.refusal().code() : null;
  }

  static Outcome.Applied accepted(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    return (Outcome.Applied) outcome;
  }

  static List<String> balances(Outcome.Applied applied) {
    return applied.balances().stream().map(Amount::toString).toList();
  }

  /** Applies operations that are sent together. */
  List<Outcome> together(Operation... operations) {
    return ledger().applyAll(List.of(operations));
  }

  Ledger.AtomicOutcome atomic(String id, Operation... operations) {
    return atomic(new Operation.Options(id, null, null, null), operations);
  }

  Ledger.AtomicOutcome atomic(Operation.Options options, Operation... operations) {
    return ledger().applyAtomic(new AtomicSet(List.of(operations), options));
  }

  /** The balance as text, or null when there is no such account. */
  String balance(String account) {
    return ledger().balance(account).map(Amount::toString).orElse(null);
  }

  Supply supply() {
    return ledger().supply();
  }

  /** All accounts, read in pages of this size. */
  List<AccountBalance> accounts(Bound low, Bound high, int pageSize) {
    List<AccountBalance> accounts = new ArrayList<>();
    String cursor = null;
    do {
      Page<AccountBalance> page = ledger().accounts(low, high, cursor, pageSize);
      if (definition.ranking()) {
        assertThat(page.items()).hasSizeLessThanOrEqualTo(pageSize);
      }
      accounts.addAll(page.items());
      cursor = page.cursor();
    } while (cursor != null);
    return accounts;
  }

  /** All accounts as text, such as "ann=1 bob=2"; equal balances by name, whatever the cipher. */
  String all() {
    List<AccountBalance> accounts = accounts(null, null, Ledger.MAX_PAGE);
    if (definition.accountCipher().method() != AccountCipher.Method.NONE) {
      accounts.sort(
          Comparator.comparing(AccountBalance::balance).thenComparing(AccountBalance::account));
    }
    return text(accounts);
  }

  String top(int limit) {
    return text(ledger().topHolders(limit));
  }

  /** A rank and those around it as text, such as "2 of 3, from 1: bob=2 ann=1 cid=0". */
  String rank(String account, int around) {
    return ledger()
        .rank(account, around)
        .map(
            rank ->
                "%d of %d, from %d: %s"
                    .formatted(rank.rank(), rank.count(), rank.first(), text(rank.accounts())))
        .orElse("none");
  }

  static String text(List<AccountBalance> accounts) {
    return accounts.stream()
        .map(each -> each.account() + "=" + each.balance())
        .collect(Collectors.joining(" "));
  }

  /** The whole history, read in pages of this size. */
  List<Entry> history(String account, int pageSize) {
    return entries(HistoryQuery.of(account), pageSize);
  }

  /** All entries of a query, read in pages of this size. */
  List<Entry> entries(HistoryQuery query, int pageSize) {
    List<Entry> entries = new ArrayList<>();
    String cursor = null;
    do {
      Page<Entry> page = ledger().entries(query, cursor, pageSize);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(pageSize);
      entries.addAll(page.items());
      cursor = page.cursor();
    } while (cursor != null);
    return entries;
  }

  List<Entry> history(String account) {
    return history(account, Ledger.MAX_PAGE);
  }
}
