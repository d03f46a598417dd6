package dev.scrip.function;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.scrip.access.Caller;
import dev.scrip.config.Ledgers;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Task.Member;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the operations of a batch from its items, as strictly as a call of their functions would.
 */
@Singleton
class Members {

  private static final Map<String, Class<? extends OperationRequest<?>>> REQUESTS =
      new TreeMap<>(
          Map.of(
              "create", CreateFunction.Request.class,
              "add", AddFunction.Request.class,
              "delete", DeleteFunction.Request.class,
              "transfer", TransferFunction.Request.class,
              "burn", BurnFunction.Request.class));

  private final Ledgers ledgers;
  private final Input input;
  private final Validator validator;
  private final Writes writes;

  Members(Ledgers ledgers, Input input, Validator validator, Writes writes) {
    this.ledgers = ledgers;
    this.input = input;
    this.validator = validator;
    this.writes = writes;
  }

  /** Whether a function applies one operation, and so may go together with others. */
  static boolean isOperation(String function) {
    return REQUESTS.containsKey(function);
  }

  /**
   * The request that an input of a function is.
   *
   * @throws RefusedException {@code invalid-request}
   */
  OperationRequest<?> request(String function, TokenBuffer json) {
    Class<? extends OperationRequest<?>> type = REQUESTS.get(function);
    if (type == null) {
      throw new RefusedException(
          Refusal.invalid("function", "must be one of " + String.join(", ", REQUESTS.keySet())));
    }
    OperationRequest<?> request = input.bind(json, type);
    Set<ConstraintViolation<OperationRequest<?>>> violations = validator.validate(request);
    if (!violations.isEmpty()) {
      throw new RefusedException(Violations.refusal(violations));
    }
    return request;
  }

  /** The operation of a request, with what the batch says where the request says nothing. */
  Member member(BatchFunction.Request batch, OperationRequest<?> request, WriteId id) {
    String ledger = or(request.ledger(), batch.ledger());
    String reason = or(request.reason(), batch.reason());
    String notAfter = or(request.notAfter(), batch.notAfter());
    return member(
        request, new Fields(ledgers.get(ledger)).withTerms(id, reason, notAfter, writes.caller()));
  }

  /** The operation of a request that stands for itself. */
  Member member(OperationRequest<?> request, WriteId id, Caller caller) {
    return member(
        request,
        new Fields(ledgers.get(request.ledger()))
            .withTerms(id, request.reason(), request.notAfter(), caller));
  }

  private static Member member(OperationRequest<?> request, Fields fields) {
    OperationRequest.Planned<?> planned = request.plan(fields);
    String function = planned.operation().word();
    Guard.requireMember(fields.caller(), function, request, fields.ledger());
    fields.check();
    return new Member(fields.ledger(), planned, fields.caller());
  }

  private static String or(String own, String otherwise) {
    return own != null ? own : otherwise;
  }
}
