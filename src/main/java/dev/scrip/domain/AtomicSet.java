package dev.scrip.domain;

import java.util.List;

/**
 * A set of operations on one ledger, of which all are applied or none.
 *
 * @param operations the operations in order, 1 to 500; their options have no id and no deadline
 * @param options the id and the deadline of the whole set
 */
public record AtomicSet(List<Operation> operations, OperationOptions options) {}
