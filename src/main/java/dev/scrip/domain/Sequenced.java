package dev.scrip.domain;

/**
 * An operation of an independent set.
 *
 * @param operation what to do
 * @param sequence a name that ties operations together: after a refusal the later ones of the same
 *     name are skipped; null for none
 */
public record Sequenced(Operation operation, String sequence) {}
