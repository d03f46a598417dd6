package dev.scrip.trigger;

import dev.scrip.access.Role;
import dev.scrip.config.ScripSettings;
import dev.scrip.domain.RefusedException;
import jakarta.inject.Singleton;

/** What every timer does with what it was set to send: any function, by its name. */
@Singleton
public class Schedule {

  private static final String CALLER = "schedule";

  private final Envelopes envelopes;
  private final Dispatcher dispatcher;
  private final Role role;

  Schedule(Envelopes envelopes, Dispatcher dispatcher, ScripSettings settings) {
    this.envelopes = envelopes;
    this.dispatcher = dispatcher;
    this.role = Role.of(settings.schedule().role()).orElseThrow();
  }

  /**
   * Calls the function that a message names.
   *
   * @param message JSON in UTF-8, in any envelope
   * @param id the id that the trigger gave this firing, the same when it is repeated, or null
   * @param scope whose ids these are
   * @return the function's reply
   * @throws RefusedException whatever goes wrong
   */
  public Object fire(byte[] message, String id, String scope) {
    Envelope envelope = envelopes.open(message);
    boolean own = envelope.id() != null;
    return dispatcher.call(
        envelope.function(),
        envelope.input(),
        new TriggerCall(
            own ? envelope.id() : id,
            own ? envelope.scope() : scope,
            Callers.of(CALLER, envelope.source(), role)));
  }
}
