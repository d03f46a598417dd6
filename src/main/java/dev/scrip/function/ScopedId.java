package dev.scrip.function;

import dev.scrip.domain.Scope;

/**
 * The operation id of a write.
 *
 * @param id the id, or null for none
 * @param scope the namespace of the id
 */
public record ScopedId(String id, Scope scope) {

  /**
   * Returns another id that the same caller chose.
   *
   * @param id the id
   * @return the id in the scope of the caller
   */
  public ScopedId own(String id) {
    return new ScopedId(id, new Scope(null, scope.owner()));
  }

  /**
   * Returns the id of an operation of a batch: this id, a slash and the index.
   *
   * @param index the operation's index, from 0
   * @return the id, which is none if this is none
   */
  public ScopedId at(int index) {
    return new ScopedId(id == null ? null : id + "/" + index, scope);
  }
}
