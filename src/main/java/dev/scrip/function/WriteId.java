package dev.scrip.function;

import dev.scrip.domain.Scope;

/**
 * The operation id of a write.
 *
 * @param id the id, or null for none
 * @param scope whose it is
 */
record WriteId(String id, Scope scope) {

  /** An id that the same caller chose for an operation of its own. */
  WriteId own(String id) {
    return new WriteId(id, new Scope(null, scope.holder()));
  }

  /**
   * The id of the operation at an index of the set that has this id; none where the set has none.
   */
  WriteId at(int index) {
    return new WriteId(id == null ? null : id + "/" + index, scope);
  }
}
