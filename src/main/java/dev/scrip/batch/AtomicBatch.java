package dev.scrip.batch;

import dev.scrip.access.Call;
import dev.scrip.access.Guard;
import dev.scrip.batch.BatchFunction.Item;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Fields;
import dev.scrip.function.OperationRequest;
import dev.scrip.function.Writes;
import dev.scrip.store.Ledger;
import dev.scrip.store.LedgerStore;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Executes an atomic batch: all operations of one ledger are applied, or none. */
@Singleton
class AtomicBatch {

  private final BatchOperations operations;
  private final LedgerStore store;

  AtomicBatch(BatchOperations operations, LedgerStore store) {
    this.operations = operations;
    this.store = store;
  }

  /**
   * Applies all operations and returns a result for each, in order. Fails with the first refusal,
   * which has the index of its operation.
   *
   * @throws RefusedException if an operation is invalid
   */
  CompletionStage<List<Result>> apply(BatchFunction.Request batch, Call call) {
    Ledger ledger = store.ledger(batch.ledger());
    Fields whole = Writes.fields(ledger, batch, call);
    whole.check();
    List<BatchEntry.SharedCall<?>> entries = new ArrayList<>();
    for (int i = 0; i < batch.operations().size(); i++) {
      entries.add(entry(whole, batch, i, call));
    }
    List<Operation> set = new ArrayList<>();
    entries.forEach(each -> set.add(each.operation()));
    return ledger
        .applyAtomic(new AtomicSet(set, whole.options()))
        .thenApply(outcome -> results(entries, outcome, call));
  }

  private static List<Result> results(
      List<BatchEntry.SharedCall<?>> entries, Ledger.AtomicOutcome outcome, Call call) {
    if (outcome.refused() != null) {
      Refusal refusal = Guard.redact(call.caller(), outcome.refused().refusal());
      throw new RefusedException(
          outcome.index() < 0 ? refusal : refusal.with("index", outcome.index()));
    }
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      results.add(Result.replied(entries.get(i).reply(outcome.applied().get(i))));
    }
    return results;
  }

  private BatchEntry.SharedCall<?> entry(
      Fields whole, BatchFunction.Request batch, int index, Call call) {
    Item item = batch.operations().get(index);
    try {
      OperationRequest<?, ?> request = operations.request(item.function(), item.input());
      requireNone("id", request.id());
      requireNone("notAfter", request.notAfter());
      BatchEntry.SharedCall<?> entry = operations.entry(batch, request, Call.of(call.caller()));
      if (!entry.fields().ledger().equals(whole.ledger())) {
        throw new RefusedException(
            Refusal.invalid("ledger", "must be the ledger of the atomic batch"));
      }
      return entry;
    } catch (RefusedException e) {
      throw new RefusedException(e.refusal().with("index", index));
    }
  }

  private static void requireNone(String field, String value) {
    if (value != null) {
      throw new RefusedException(
          Refusal.invalid(
              field, "must not be set in an operation of an atomic batch: set it in the batch"));
    }
  }
}
