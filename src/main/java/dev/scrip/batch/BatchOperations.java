package dev.scrip.batch;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.scrip.access.Call;
import dev.scrip.access.Caller;
import dev.scrip.access.Guard;
import dev.scrip.access.LedgerFunction;
import dev.scrip.config.Ledgers;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Dispatcher;
import dev.scrip.function.Fields;
import dev.scrip.function.OperationRequest;
import dev.scrip.function.ScopedId;
import dev.scrip.function.Writes;
import dev.scrip.json.StrictJson;
import dev.scrip.json.Violations;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Reads the operations of a batch with the same binding, permissions and validation as calls of
 * their functions.
 */
@Singleton
class BatchOperations {

  private final Ledgers ledgers;
  private final StrictJson json;
  private final Validator validator;

  BatchOperations(Ledgers ledgers, StrictJson json, Validator validator) {
    this.ledgers = ledgers;
    this.json = json;
    this.validator = validator;
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
  OperationRequest<?> request(String name, TokenBuffer input) {
    LedgerFunction function =
        LedgerFunction.of(name)
            .filter(LedgerFunction::isOperation)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusal.invalid("function", "must be one of " + operationNames())));
    Object request = json.bind(input, Dispatcher.requestType(function));
    Violations.check(validator, request);
    return (OperationRequest<?>) request;
  }

  /** The entry of a request in a batch, which supplies the defaults of its fields. */
  BatchEntry.SharedCall entry(
      BatchFunction.Request batch, OperationRequest<?> request, ScopedId id, Caller caller) {
    String ledger = or(request.ledger(), batch.ledger());
    String reason = or(request.reason(), batch.reason());
    String notAfter = or(request.notAfter(), batch.notAfter());
    return entry(
        request, new Fields(ledgers.get(ledger), caller).withOptions(id, reason, notAfter));
  }

  /** The entry of a request that is not part of a batch. */
  BatchEntry.SharedCall entry(OperationRequest<?> request, Call call) {
    return entry(
        request,
        new Fields(ledgers.get(request.ledger()), call.caller())
            .withOptions(Writes.id(request, call), request.reason(), request.notAfter()));
  }

  private static BatchEntry.SharedCall entry(OperationRequest<?> request, Fields fields) {
    OperationRequest.Planned<?> planned = request.plan(fields);
    LedgerFunction function = LedgerFunction.of(planned.operation().word()).orElseThrow();
    Guard.requireOperation(fields.caller(), function, request, fields.ledger());
    fields.check();
    return new BatchEntry.SharedCall(fields.ledger(), planned, fields.caller());
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
