package dev.scrip.message;

import dev.scrip.access.Caller;
import dev.scrip.access.Role;
import dev.scrip.domain.AccountName;

/** The callers of messages that carry no token: the trigger, with the role in its settings. */
final class Callers {

  private Callers() {}

  /**
   * The caller of a message.
   *
   * @param trigger the trigger's name
   * @param source the source that the message states, or null. It is not authenticated, so it
   *     follows the trigger's name in the journal
   * @param role the trigger's role
   */
  static Caller of(String trigger, String source, Role role) {
    boolean named = source != null && AccountName.isName(source);
    return Caller.of(named ? trigger + ":" + source : trigger, role);
  }
}
