package dev.scrip.batch;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.scrip.access.Call;
import dev.scrip.access.Guard;
import dev.scrip.access.LedgerFunction;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Dispatcher;
import dev.scrip.function.Fields;
import dev.scrip.function.OperationRequest;
import dev.scrip.function.Writes;
import dev.scrip.store.Ledger;
import dev.scrip.store.LedgerStore;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Reads the operations of a batch, with the binding, permissions and validation that a call of
 * their functions has.
 */
@Singleton
class BatchOperations {

  private final LedgerStore store;
  private final Dispatcher dispatcher;

  BatchOperations(LedgerStore store, Dispatcher dispatcher) {
    this.store = store;
    this.dispatcher = dispatcher;
  }

  /** Whether a function applies a single operation, which can share a call to the store. */
  static boolean isOperation(String function) {
    return LedgerFunction.of(function).filter(LedgerFunction::isOperation).isPresent();
  }

  /**
   * Binds and validates the request of one operation.
   *
   * @throws RefusedException {@code invalid-request}
   */
  OperationRequest<?, ?> request(String name, TokenBuffer input) {
    LedgerFunction function =
        LedgerFunction.of(name)
            .filter(LedgerFunction::isOperation)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusal.invalid("function", "must be one of " + operationNames())));
    return (OperationRequest<?, ?>) dispatcher.request(function, input);
  }

  /**
   * The entry of an operation in a batch, whose fields are the defaults of the operation's.
   *
   * @param call the call of the operation, with its id
   */
  BatchEntry.SharedCall<?> entry(
      BatchFunction.Request batch, OperationRequest<?, ?> request, Call call) {
    Ledger ledger = store.ledger(or(request.ledger(), batch.ledger()));
    Fields fields =
        new Fields(ledger.definition(), call)
            .withOptions(
                or(request.givenReason(), batch.givenReason()),
                or(request.notAfter(), batch.notAfter()));
    return entry(ledger, request, fields, call);
  }

  /** The entry of an operation that is delivered by itself. */
  BatchEntry.SharedCall<?> entry(OperationRequest<?, ?> request, Call call) {
    Ledger ledger = store.ledger(request.ledger());
    return entry(ledger, request, Writes.fields(ledger, request, call), call);
  }

  private static <O extends Operation> BatchEntry.SharedCall<O> entry(
      Ledger ledger, OperationRequest<O, ?> request, Fields fields, Call call) {
    O operation = request.operation(fields);
    LedgerFunction function = LedgerFunction.of(operation.word()).orElseThrow();
    Guard.requireOperation(call.caller(), function, request, fields.ledger());
    fields.check();
    return new BatchEntry.SharedCall<>(ledger, request, operation, fields, call);
  }

  private static String operationNames() {
    return Arrays.stream(LedgerFunction.values())
        .filter(LedgerFunction::isOperation)
        .map(LedgerFunction::word)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String or(String value, String otherwise) {
    return value != null ? value : otherwise;
  }
}
