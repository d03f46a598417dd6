package dev.scrip.batch;

import dev.scrip.access.Caller;
import dev.scrip.access.Guard;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Refusal;
import dev.scrip.function.OperationRequest;
import java.util.function.Supplier;

/** One entry of a batch, validated and ready to be executed. */
sealed interface BatchEntry {

  /** The target of the entry: entries of one target share a call to the store, in order. */
  Object target();

  /**
   * An operation, which shares a call to the store with others of its ledger.
   *
   * @param ledger the ledger of the operation
   * @param planned the operation and the reply to it
   * @param caller the caller, for whom refusals are redacted
   */
  record SharedCall(LedgerDefinition ledger, OperationRequest.Planned<?> planned, Caller caller)
      implements BatchEntry {

    /** The ledger's name, which is unique and cheaper to compare than a definition. */
    @Override
    public Object target() {
      return ledger.ledger();
    }

    Refusal redact(Refusal refusal) {
      return Guard.redact(caller, refusal);
    }

    Operation operation() {
      return planned.operation();
    }

    Object reply(Outcome.Applied applied) {
      return planned.reply().apply(applied);
    }
  }

  /**
   * A call of any other function, executed by itself.
   *
   * @param call calls the function and returns its reply
   */
  record SingleCall(Supplier<Object> call) implements BatchEntry {

    @Override
    public Object target() {
      return this;
    }
  }
}
