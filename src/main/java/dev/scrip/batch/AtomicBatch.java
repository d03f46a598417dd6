package dev.scrip.batch;

import dev.scrip.access.Call;
import dev.scrip.access.Guard;
import dev.scrip.access.LedgerFunction;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Dispatcher;
import dev.scrip.function.Fields;
import dev.scrip.function.OperationRequest;
import dev.scrip.store.Ledger;
import dev.scrip.store.LedgerStore;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Executes an atomic batch: all operations of one ledger are applied, or none. */
@Singleton
class AtomicBatch {

  private final Dispatcher dispatcher;
  private final LedgerStore store;

  AtomicBatch(Dispatcher dispatcher, LedgerStore store) {
    this.dispatcher = dispatcher;
    this.store = store;
  }

  /** An operation of the batch, with what its reply is made of. */
  private record Member<O extends Operation>(
      OperationRequest<O, ?> request, O operation, Fields fields) {

    static <O extends Operation> Member<O> of(
        Ledger ledger, OperationRequest<O, ?> request, Call call) {
      Fields fields = new Fields(ledger.definition(), request, call);
      O operation = request.operation(fields);
      fields.check();
      return new Member<>(request, operation, fields);
    }

    OperationResult result(Outcome.Applied applied) {
      return OperationResult.replied(request.reply(operation, applied, fields));
    }
  }

  /**
   * Applies all operations and returns a result for each, in order. Fails with the first refusal,
   * which has the index of its operation.
   *
   * @throws RefusedException if an operation is invalid
   */
  CompletionStage<List<OperationResult>> apply(BatchFunction.Request batch, Call call) {
    Ledger ledger = store.ledger(batch.ledger());
    Fields whole = new Fields(ledger.definition(), batch, call);
    whole.check();
    List<Member<?>> members = new ArrayList<>();
    for (int i = 0; i < batch.operations().size(); i++) {
      members.add(member(ledger, batch, i, Call.of(call.caller())));
    }
    List<Operation> operations = new ArrayList<>();
    members.forEach(each -> operations.add(each.operation()));
    AtomicSet set = new AtomicSet(operations, whole.options());
    if (set.size() > Ledger.MAX_OPERATIONS) {
      throw new RefusedException(
          Refusal.invalid(
              "operations",
              "must be less at once: two accounts of a group count as one of 500 operations"));
    }
    return ledger.applyAtomic(set).thenApply(outcome -> results(members, outcome, call));
  }

  private Member<?> member(Ledger ledger, BatchFunction.Request batch, int index, Call call) {
    BatchFunction.Item item = batch.operations().get(index);
    try {
      LedgerFunction function = BatchItems.function(item);
      OperationRequest<?, ?> request =
          (OperationRequest<?, ?>)
              dispatcher.request(function, BatchItems.input(batch, item), call);
      requireNone("id", request.id());
      requireNone("notAfter", request.notAfter());
      if (!store.ledger(request.ledger()).definition().equals(ledger.definition())) {
        throw new RefusedException(
            Refusal.invalid("ledger", "must be the ledger of the atomic batch"));
      }
      return Member.of(ledger, request, call);
    } catch (RefusedException e) {
      throw new RefusedException(e.refusal().with("index", index));
    }
  }

  private static List<OperationResult> results(
      List<Member<?>> members, Ledger.AtomicOutcome outcome, Call call) {
    if (outcome.refused() != null) {
      Refusal refusal = Guard.redact(call.caller(), outcome.refused().refusal());
      throw new RefusedException(
          outcome.index() < 0 ? refusal : refusal.with("index", outcome.index()));
    }
    List<OperationResult> results = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      results.add(members.get(i).result(outcome.applied().get(i)));
    }
    return results;
  }

  private static void requireNone(String field, String value) {
    if (value != null) {
      throw new RefusedException(
          Refusal.invalid(
              field, "must not be set in an operation of an atomic batch: set it in the batch"));
    }
  }
}
