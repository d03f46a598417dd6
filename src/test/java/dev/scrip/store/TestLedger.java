package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Bound;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Page;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Sequenced;
import dev.scrip.domain.Supply;
import dev.scrip.domain.Terms;
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

  LedgerDefinition definition() {
    return definition;
  }

  Amount amount(String text) {
    return Amount.parse(text, definition.decimals()).amount().orElseThrow();
  }

  Operation create(String account, String amount) {
    return new Operation.Create(account, amount(amount), Terms.NONE);
  }

  Operation add(String account, String amount) {
    return new Operation.Add(account, amount(amount), Terms.NONE);
  }

  Operation delete(String account) {
    return new Operation.Delete(account, Terms.NONE);
  }

  Operation transfer(String from, String to, String amount) {
    return new Operation.Transfer(from, to, amount(amount), Terms.NONE);
  }

  Operation burn(String account, String amount) {
    return new Operation.Burn(account, amount(amount), Terms.NONE);
  }

  static Operation with(Terms terms, Operation operation) {
    if (operation instanceof Operation.Create create) {
      return new Operation.Create(create.account(), create.amount(), terms);
    }
    if (operation instanceof Operation.Add add) {
      return new Operation.Add(add.account(), add.amount(), terms);
    }
    if (operation instanceof Operation.Delete delete) {
      return new Operation.Delete(delete.account(), terms);
    }
    if (operation instanceof Operation.Transfer transfer) {
      return new Operation.Transfer(transfer.from(), transfer.to(), transfer.amount(), terms);
    }
    Operation.Burn burn = (Operation.Burn) operation;
    return new Operation.Burn(burn.account(), burn.amount(), terms);
  }

  static Operation withId(String id, Operation operation) {
    return with(new Terms(id, null, null, null), operation);
  }

  static Operation withReason(String reason, Operation operation) {
    return with(new Terms(null, reason, null, null), operation);
  }

  Outcome apply(Operation operation) {
    return store.apply(definition, operation);
  }

  /** Applies what must not be refused; answers the balances that it left. */
  List<String> applied(Operation operation) {
    return balances(accepted(apply(operation)));
  }

  /** Applies what must not be refused; answers the entry. */
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

  List<Outcome> independent(Operation... operations) {
    List<Sequenced> list = new ArrayList<>();
    for (Operation operation : operations) {
      list.add(new Sequenced(operation, null));
    }
    return store.applyIndependent(definition, list);
  }

  LedgerStore.AtomicOutcome atomic(String id, Operation... operations) {
    return atomic(new Terms(id, null, null, null), operations);
  }

  LedgerStore.AtomicOutcome atomic(Terms terms, Operation... operations) {
    return store.applyAtomic(definition, new AtomicSet(List.of(operations), terms));
  }

  /** The balance as text, or null when there is no such account. */
  String balance(String account) {
    return store.balance(definition, account).map(Amount::toString).orElse(null);
  }

  Supply supply() {
    return store.supply(definition);
  }

  /** All accounts, read in pages of this size. */
  List<AccountBalance> accounts(Bound low, Bound high, int pageSize) {
    List<AccountBalance> accounts = new ArrayList<>();
    String cursor = null;
    do {
      Page<AccountBalance> page = store.accounts(definition, low, high, cursor, pageSize);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(pageSize);
      accounts.addAll(page.items());
      cursor = page.cursor();
    } while (cursor != null);
    return accounts;
  }

  /** All accounts as text, such as "ann=1 bob=2"; equal balances by name, whatever the cipher. */
  String all() {
    List<AccountBalance> accounts = accounts(null, null, LedgerStore.MAX_PAGE);
    if (definition.accountCipher().method() != AccountCipher.Method.NONE) {
      accounts.sort(
          Comparator.comparing(AccountBalance::balance).thenComparing(AccountBalance::account));
    }
    return text(accounts);
  }

  String top(int limit) {
    return text(store.topHolders(definition, limit));
  }

  static String text(List<AccountBalance> accounts) {
    return accounts.stream()
        .map(each -> each.account() + "=" + each.balance())
        .collect(Collectors.joining(" "));
  }

  /** The whole history, read in pages of this size. */
  List<Entry> history(String account, int pageSize) {
    List<Entry> entries = new ArrayList<>();
    String cursor = null;
    do {
      Page<Entry> page = store.history(definition, account, cursor, pageSize);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(pageSize);
      entries.addAll(page.items());
      cursor = page.cursor();
    } while (cursor != null);
    return entries;
  }

  List<Entry> history(String account) {
    return history(account, LedgerStore.MAX_PAGE);
  }
}
