package dev.scrip.batch;

import dev.scrip.access.Call;
import dev.scrip.access.Guard;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Refusal;
import dev.scrip.function.Fields;
import dev.scrip.function.OperationRequest;
import dev.scrip.store.Ledger;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** One entry of a batch, validated and ready to be executed. */
sealed interface BatchEntry {

  /** What the entry is executed on: entries of one target share a call to the store, in order. */
  Object target();

  /**
   * An operation, which shares a call to the store with others of its ledger.
   *
   * @param ledger the ledger of the operation
   * @param request the request
   * @param operation the operation that is requested
   * @param fields the fields of the request
   * @param call the call
   * @param <O> the type of the operation
   */
  record SharedCall<O extends Operation>(
      Ledger ledger, OperationRequest<O, ?> request, O operation, Fields fields, Call call)
      implements BatchEntry {

    /** The ledger's name, which is unique and cheaper to compare than a definition. */
    @Override
    public Object target() {
      return fields.ledger().ledger();
    }

    Refusal redact(Refusal refusal) {
      return Guard.redact(call.caller(), refusal);
    }

    Object reply(Outcome.Applied applied) {
      return request.reply(operation, applied, fields);
    }
  }

  /**
   * A call of any other function, executed by itself.
   *
   * @param call calls the function and returns its reply
   */
  record SingleCall(Supplier<CompletionStage<Object>> call) implements BatchEntry {

    @Override
    public Object target() {
      return this;
    }
  }
}
