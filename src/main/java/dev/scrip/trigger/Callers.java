package dev.scrip.trigger;

import dev.scrip.access.Caller;
import dev.scrip.access.Role;
import dev.scrip.domain.AccountName;

/** Who calls where nobody shows a token: the trigger, in the role that it is given. */
final class Callers {

  private Callers() {}

  /**
   * A trigger as a caller.
   *
   * @param trigger its name
   * @param source where its message says it is from, or null. Anybody can say anything there, so
   *     the trigger's name goes before it: the journal must not show somebody who never called
   */
  static Caller of(String trigger, String source, Role role) {
    boolean named = source != null && AccountName.isName(source);
    return Caller.of(named ? trigger + ":" + source : trigger, role);
  }
}
