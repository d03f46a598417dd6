package dev.scrip.function;

import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;

/**
 * The request of a function that applies a single operation. A batch may contain it.
 *
 * @param <O> the type of the operation
 * @param <R> the type of the reply
 */
public interface OperationRequest<O extends Operation, R> extends WriteRequest {

  /**
   * Returns the requested operation.
   *
   * @param fields the fields of the request, which collect its violations
   * @return the operation; valid only if the fields have no violations
   */
  O operation(Fields fields);

  /**
   * Returns the reply to the operation.
   *
   * @param operation the operation
   * @param applied its outcome
   * @param fields the fields of the request
   * @return the reply
   */
  R reply(O operation, Outcome.Applied applied, Fields fields);
}
