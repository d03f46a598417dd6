package dev.scrip.domain;

/**
 * An operation of an independent set.
 *
 * @param operation the operation
 * @param sequence the name of its sequence, or null: after a refusal, the later operations of the
 *     same sequence are skipped
 */
public record SequencedOperation(Operation operation, String sequence) {}
