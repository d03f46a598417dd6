package dev.scrip.function;

import dev.scrip.access.Caller;
import dev.scrip.config.Ledgers;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Refusal;
import java.util.function.Supplier;

/** One of many things to do, made ready. */
sealed interface Task {

  /** Where it is done: tasks of the same place go together in one call, in their order. */
  Object place();

  /** An operation, which shares a call to the store with others of its ledger. */
  record Member(LedgerDefinition ledger, OperationRequest.Planned<?> planned, Caller caller)
      implements Task {

    /**
     * Ledgers are told apart by their names, of which {@link Ledgers} has each once: a definition
     * is much to compare.
     */
    @Override
    public Object place() {
      return ledger.ledger();
    }

    /** A refusal as the caller may hear it. */
    Refusal told(Refusal refusal) {
      return Guard.told(caller, refusal);
    }

    Operation operation() {
      return planned.operation();
    }

    Object reply(Outcome.Applied applied) {
      return planned.reply().apply(applied);
    }
  }

  /** Anything else, which is done by itself. */
  record Alone(Supplier<Object> call) implements Task {

    @Override
    public Object place() {
      return this;
    }
  }
}
