package dev.scrip.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.config.Ledgers;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.store.BlockingLedger;
import dev.scrip.store.Ledger;
import dev.scrip.store.LedgerStore;
import jakarta.inject.Inject;
import java.util.List;

/** The ledger behind the handlers, read from the store. Each test has its own accounts. */
abstract class HandlerFixture {

  @Inject LedgerStore store;
  @Inject Ledgers ledgers;

  final String account = "lambda-" + System.nanoTime();

  void open(String name, String amount) {
    Amount balance = Amount.parse(amount, 0).amount().orElseThrow();
    assertThat(points().apply(new Operation.Create(name, balance, Operation.Options.NONE)))
        .isInstanceOf(Outcome.Applied.class);
  }

  /** The balance of an account, or null if there is no such account. */
  String balance(String name) {
    return points().balance(name).map(Amount::toString).orElse(null);
  }

  /** The newest entries of an account, newest first. */
  List<Entry> entries(String name) {
    return points().history(name, null, Ledger.MAX_PAGE).items();
  }

  BlockingLedger points() {
    return new BlockingLedger(store.ledger(ledgers.get("points")));
  }

  /** JSON with quotes instead of the apostrophes that tests write. */
  static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
