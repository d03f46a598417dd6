package dev.scrip.function;

import dev.scrip.access.Call.Caller;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Code;
import dev.scrip.domain.HistoryQuery;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.RestoreQuery;
import dev.scrip.store.Ledger;
import dev.scrip.store.LedgerStore;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The steps that functions share that read: find the ledger and check the name of an account. */
@Singleton
class Reads {

  private final LedgerStore store;

  Reads(LedgerStore store) {
    this.store = store;
  }

  /** The ledger of a name, or the default ledger if the name is null. */
  Ledger ledger(String name) {
    return store.ledger(name);
  }

  /** The ledger of a name, after a check that its account pattern allows an account. */
  Ledger ledger(String name, String account) {
    Ledger ledger = ledger(name);
    Fields fields = new Fields(ledger.definition());
    fields.account("account", account);
    fields.check();
    return ledger;
  }

  /**
   * The balance of an account, now or at a place in the journal.
   *
   * @param at an ISO 8601 instant or the id of an entry, or null for now
   */
  CompletionStage<Optional<Amount>> balance(Ledger ledger, String account, String at) {
    return balance(ledger, null, account, at);
  }

  /**
   * The balance of an account in a book, now or at a place in the journal.
   *
   * @param book the name of the book, or null for the ledger
   * @param at an ISO 8601 instant or the id of an entry, or null for now
   */
  CompletionStage<Optional<Amount>> balance(Ledger ledger, String book, String account, String at) {
    Fields fields = new Fields(ledger.definition());
    fields.account("account", account);
    String entry = fields.position("at", at);
    boolean isOfBook = isOfBook(ledger, book);
    if (isOfBook && entry != null) {
      fields.violate("at", "must not be set together with a book");
    }
    fields.check();
    if (isOfBook) {
      return ledger.value(book, account);
    }
    return entry == null ? ledger.balance(account) : ledger.balance(account, entry);
  }

  /** Whether a book is another one than the ledger itself. */
  static boolean isOfBook(Ledger ledger, String book) {
    return book != null && !book.equals(ledger.definition().ledger());
  }

  /** The refusal of a request for an account that does not exist. */
  static RefusedException unknownAccount(Ledger ledger, String account) {
    return new RefusedException(
        Refusals.of(Code.UNKNOWN_ACCOUNT, ledger.definition(), account, null));
  }

  /**
   * The entries that a request for the journal asks for.
   *
   * @throws RefusedException {@code invalid-request} if a field is not valid
   */
  static HistoryQuery query(Ledger ledger, GetHistoryFunction.Request request) {
    Fields fields = new Fields(ledger.definition());
    if (request.account() != null) {
      fields.account("account", request.account());
    }
    HistoryQuery query =
        new HistoryQuery(
            request.account(),
            fields.before("from", request.from()),
            fields.upTo("to", request.to()),
            request.operation(),
            "oldest".equals(request.order()));
    fields.check();
    return query;
  }

  /**
   * What a ledger is to be restored from.
   *
   * @throws RefusedException {@code invalid-request} if a field is not valid
   */
  static RestoreQuery query(Ledger ledger, RestoreFunction.Request request, Caller caller) {
    Fields fields = new Fields(ledger.definition());
    String at = fields.position("at", request.at());
    fields.check();
    return new RestoreQuery(
        request.from() == null ? ledger.definition().ledger() : request.from(),
        request.archive(),
        at,
        "".equals(request.reason()) ? null : request.reason(),
        caller.account());
  }

  /** The display name of the account whose balances the caller may read, or null for all. */
  static String onlyAccount(Ledger ledger, Caller caller) {
    return caller.isAccountOwner() ? ledger.displayName(caller.account()) : null;
  }
}
