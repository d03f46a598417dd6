package dev.scrip.function;

import dev.scrip.config.Ledgers;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
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
  private final Guard guard;

  Members(Ledgers ledgers, Input input, Validator validator, Writes writes, Guard guard) {
    this.ledgers = ledgers;
    this.input = input;
    this.validator = validator;
    this.writes = writes;
    this.guard = guard;
  }

  /** An item made ready. */
  record Member(
      int index, LedgerDefinition ledger, OperationRequest.Planned<?> planned, String sequence) {

    Operation operation() {
      return planned.operation();
    }

    Object reply(Outcome.Applied applied) {
      return planned.reply().apply(applied);
    }
  }

  /**
   * The request of an item.
   *
   * @throws RefusedException {@code invalid-request}
   */
  OperationRequest<?> request(BatchFunction.Item item) {
    Class<? extends OperationRequest<?>> type = REQUESTS.get(item.function());
    if (type == null) {
      throw new RefusedException(
          Refusal.invalid("function", "must be one of " + String.join(", ", REQUESTS.keySet())));
    }
    OperationRequest<?> request = input.bind(item.input(), type);
    Set<ConstraintViolation<OperationRequest<?>>> violations = validator.validate(request);
    if (!violations.isEmpty()) {
      throw new RefusedException(Violations.refusal(violations));
    }
    return request;
  }

  /**
   * The operation of an item, with what the batch says where the item says nothing.
   *
   * @param id the operation id that it is to have
   */
  Member member(
      int index,
      BatchFunction.Request batch,
      OperationRequest<?> request,
      WriteId id,
      String sequence) {
    Fields fields =
        new Fields(ledgers.get(or(request.ledger(), batch.ledger())))
            .withTerms(
                id,
                or(request.reason(), batch.reason()),
                or(request.notAfter(), batch.notAfter()),
                writes.caller());
    OperationRequest.Planned<?> planned = request.plan(fields);
    guard.requireMember(planned.operation().word(), request, fields.ledger());
    fields.check();
    return new Member(index, fields.ledger(), planned, sequence);
  }

  private static String or(String own, String otherwise) {
    return own != null ? own : otherwise;
  }
}
