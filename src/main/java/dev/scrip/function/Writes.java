package dev.scrip.function;

import dev.scrip.access.Call;
import dev.scrip.access.Guard;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.store.Ledger;
import dev.scrip.store.LedgerStore;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The steps that writes share: read the fields, apply the operation, return the reply. */
@Singleton
public class Writes {

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
    Fields fields = fields(ledger, request, call);
    O operation = request.operation(fields);
    fields.check();
    return Uni.createFrom()
        .completionStage(
            ledger
                .apply(operation)
                .thenApply(outcome -> reply(request, operation, outcome, fields)));
  }

  private static <O extends Operation, R> R reply(
      OperationRequest<O, R> request, O operation, Outcome outcome, Fields fields) {
    if (outcome instanceof Outcome.Refused refused) {
      throw new RefusedException(Guard.redact(fields.caller(), refused.refusal()));
    }
    return request.reply(operation, (Outcome.Applied) outcome, fields);
  }

  /**
   * Reads the fields of a request, with its options.
   *
   * @param ledger the ledger of the request
   * @param request the request
   * @param call the call
   * @return the fields
   */
  public static Fields fields(Ledger ledger, WriteRequest request, Call call) {
    return new Fields(ledger.definition(), identified(request, call))
        .withOptions(request.givenReason(), request.notAfter());
  }

  /**
   * Returns the call with the operation id of a request, if it has one of its own.
   *
   * @param request the request
   * @param call the call
   * @return the call
   * @throws RefusedException {@code invalid-request} if the request's own id differs from the
   *     Idempotency-Key
   */
  public static Call identified(WriteRequest request, Call call) {
    String own = request.id();
    if (own != null
        && call.id() != null
        && call.scope().trigger() == null
        && !own.equals(call.id())) {
      throw new RefusedException(Refusal.invalid("id", "must not differ from the Idempotency-Key"));
    }
    return call.withOwnId(own);
  }
}
