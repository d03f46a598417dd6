package dev.scrip.function;

import dev.scrip.domain.Operation;
import dev.scrip.domain.Outcome;
import java.util.function.Function;

/**
 * The request of a function that applies one operation. Such functions may also stand in a batch.
 *
 * @param <R> the reply
 */
interface OperationRequest<R> extends WriteRequest {

  /** The operation that is asked for. What is wrong with the request is left with the fields. */
  Planned<R> plan(Fields fields);

  /**
   * An operation and the reply that it will have once it is applied.
   *
   * @param operation what to apply; of use only when the fields had no violations
   * @param reply makes the reply
   */
  record Planned<R>(Operation operation, Function<Outcome.Applied, R> reply) {}
}
