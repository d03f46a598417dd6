package dev.scrip.domain;

import java.util.List;

/**
 * Operations on one ledger of which all are applied or none.
 *
 * @param operations at least one; their terms have no id and no deadline of their own
 * @param terms the id and the deadline of the whole set
 */
public record AtomicSet(List<Operation> operations, Terms terms) {}
