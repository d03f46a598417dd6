package dev.scrip.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.config.Ledgers;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Terms;
import dev.scrip.store.LedgerStore;
import jakarta.inject.Inject;
import java.util.List;

/** A look into the ledger, past the handlers. Each test has accounts of its own. */
abstract class HandlerFixture {

  @Inject LedgerStore store;
  @Inject Ledgers ledgers;

  final String account = "lambda-" + System.nanoTime();

  void open(String name, String amount) {
    Amount balance = Amount.parse(amount, 0).amount().orElseThrow();
    assertThat(store.apply(points(), new Operation.Create(name, balance, Terms.NONE)))
        .isInstanceOf(Outcome.Applied.class);
  }

  /** The balance of an account, or null when there is no such account. */
  String balance(String name) {
    return store.balance(points(), name).map(Amount::toString).orElse(null);
  }

  /** The newest entries of an account, newest first. */
  List<Entry> entries(String name) {
    return store.history(points(), name, null, LedgerStore.MAX_PAGE).items();
  }

  LedgerDefinition points() {
    return ledgers.get("points");
  }

  /** JSON with its quotes, for which tests write apostrophes. */
  static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
