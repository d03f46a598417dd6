package dev.scrip.domain;

/**
 * Whose an operation id is. The same id in two scopes is two ids, so that nobody can use up
 * another's.
 *
 * @param trigger what gave the id, such as {@code sqs}, or null when the caller chose it
 * @param holder the account whose holder is calling, or null for callers with a role, who share one
 *     scope
 */
public record Scope(String trigger, String holder) {

  /** The scope of callers with a role. */
  public static final Scope SHARED = new Scope(null, null);
}
