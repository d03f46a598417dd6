package dev.scrip.store;

import dev.scrip.config.Ledgers;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.store.LedgerCheck.Finding;
import dev.scrip.store.LedgerCheck.Kind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Checks whether Redis allows and holds what the configured ledgers need. A check reads and tries,
 * and makes all keys of a ledger exist. It changes no data.
 */
@Singleton
public class StoreCheck {

  private final RedisLedgerStore store;
  private final Ledgers ledgers;

  StoreCheck(RedisLedgerStore store, Ledgers ledgers) {
    this.store = store;
    this.ledgers = ledgers;
  }

  /**
   * Checks all configured ledgers.
   *
   * @return a result for each ledger, in order of their names; at the latest after the timeout of
   *     the store
   */
  public CompletionStage<List<LedgerCheck>> all() {
    List<CompletableFuture<LedgerCheck>> checks = ledgers.all().stream().map(this::start).toList();
    return CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new))
        .thenApply(done -> checks.stream().map(CompletableFuture::join).toList());
  }

  /** {@return the names of the configured ledgers} */
  public List<String> ledgers() {
    return ledgers.all().stream().map(LedgerDefinition::ledger).toList();
  }

  /**
   * Checks one ledger.
   *
   * @param ledger the name of a configured ledger
   * @return the result, at the latest after the timeout of the store
   */
  public CompletionStage<LedgerCheck> ledger(String ledger) {
    return start(ledgers.get(ledger));
  }

  private CompletableFuture<LedgerCheck> start(LedgerDefinition ledger) {
    return store
        .ledger(ledger)
        .check()
        .exceptionally(failure -> unavailable(ledger, StoreFailure.unwrap(failure)));
  }

  /** The text is the same for all ledgers of a server, so that it is logged once for all. */
  private static LedgerCheck unavailable(LedgerDefinition ledger, Throwable cause) {
    return new LedgerCheck(
        ledger.ledger(),
        List.of(new Finding(Kind.UNAVAILABLE, "Redis does not answer: " + cause + ".")));
  }
}
