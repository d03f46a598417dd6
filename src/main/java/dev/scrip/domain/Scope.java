package dev.scrip.domain;

import java.util.function.UnaryOperator;

/**
 * The namespace of an operation id. The same id in two scopes is two ids, so no caller can use up
 * the ids of another.
 *
 * @param trigger the trigger that supplied the id, such as {@code sqs}, or null when the caller
 *     chose it
 * @param owner the account of the account owner who is calling, or null for callers with a role,
 *     who share one scope
 */
public record Scope(String trigger, String owner) {

  /** The scope of ids chosen by callers with a role. */
  public static final Scope SHARED = new Scope(null, null);

  /**
   * The same scope with another name for the owner.
   *
   * @param name maps a name to the name that replaces it
   * @return a scope that differs in this name alone
   */
  Scope withNames(UnaryOperator<String> name) {
    return owner == null ? this : new Scope(trigger, name.apply(owner));
  }
}
