package dev.scrip.domain;

import java.util.List;

/**
 * A set of operations on one ledger, of which all are applied or none.
 *
 * @param operations the operations in order, 1 to 500; of their options only the reason applies
 * @param options the id, the deadline and the caller of the whole set
 */
public record AtomicSet(List<Operation> operations, Operation.Options options) {

  /** {@return the number of transfers that take about as long as the whole set} */
  public int size() {
    return operations.stream().mapToInt(Operation::size).sum();
  }
}
