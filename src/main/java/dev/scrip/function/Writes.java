package dev.scrip.function;

import dev.scrip.access.Call;
import dev.scrip.access.Guard;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.domain.RefusedException;
import dev.scrip.store.Ledger;
import dev.scrip.store.LedgerStore;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The steps that writes share: read the fields, apply the operation, return the reply. */
@Singleton
class Writes {

  private final LedgerStore store;

  Writes(LedgerStore store) {
    this.store = store;
  }

  /**
   * Applies the operation of a request and returns its reply. Fails with a {@link RefusedException}
   * if the ledger refuses the operation.
   *
   * @throws RefusedException if the request is invalid
   */
  <O extends Operation, R> Uni<R> apply(OperationRequest<O, R> request, Call call) {
    Ledger ledger = store.ledger(request.ledger());
    Fields fields = new Fields(ledger.definition(), request, call);
    O operation = request.operation(fields);
    fields.check();
    return Uni.createFrom()
        .completionStage(
            ledger
                .apply(operation, call.batchSize())
                .thenApply(outcome -> reply(request, operation, outcome, fields)));
  }

  private static <O extends Operation, R> R reply(
      OperationRequest<O, R> request, O operation, Outcome outcome, Fields fields) {
    if (outcome instanceof Outcome.Refused refused) {
      throw new RefusedException(Guard.redact(fields.caller(), refused.refusal()));
    }
    return request.reply(operation, (Outcome.Applied) outcome, fields);
  }
}
