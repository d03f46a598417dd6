package dev.scrip.function;

import dev.scrip.domain.Operation;
import dev.scrip.domain.Outcome;
import java.util.function.Function;

/**
 * The request of a function that applies a single operation. A batch may contain it.
 *
 * @param <R> the type of the reply
 */
public interface OperationRequest<R> extends WriteRequest {

  /**
   * Plans the requested operation.
   *
   * @param fields the fields of the request, which collect its violations
   * @return the operation and its reply
   */
  Planned<R> plan(Fields fields);

  /**
   * An operation and the reply to it.
   *
   * @param operation the operation; valid only if the fields have no violations
   * @param reply creates the reply from the outcome
   * @param <R> the type of the reply
   */
  record Planned<R>(Operation operation, Function<Outcome.Applied, R> reply) {}
}
