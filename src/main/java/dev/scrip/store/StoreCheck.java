package dev.scrip.store;

import dev.scrip.config.Ledgers;
import dev.scrip.domain.LedgerDefinition;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Checks whether Redis allows and holds what the configured ledgers need. A check reads and tries,
 * and changes nothing.
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
   * @return a result for each ledger, in order of their names; or a failure with a {@link
   *     dev.scrip.domain.RefusedException} if Redis cannot be reached
   */
  public CompletionStage<List<LedgerCheck>> all() {
    List<CompletableFuture<LedgerCheck>> checks = ledgers.all().stream().map(this::start).toList();
    return CompletableFuture.allOf(checks.toArray(CompletableFuture[]::new))
        .thenApply(done -> checks.stream().map(CompletableFuture::join).toList());
  }

  /**
   * Checks one ledger.
   *
   * @param ledger the definition of the ledger
   * @return the result; or a failure with a {@link dev.scrip.domain.RefusedException} if Redis
   *     cannot be reached
   */
  public CompletionStage<LedgerCheck> ledger(LedgerDefinition ledger) {
    return start(ledger);
  }

  private CompletableFuture<LedgerCheck> start(LedgerDefinition ledger) {
    return store
        .ledger(ledger)
        .check()
        .exceptionally(
            failure -> {
              throw StoreFailure.ofRead(failure);
            });
  }
}
