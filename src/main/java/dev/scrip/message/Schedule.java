package dev.scrip.message;

import dev.scrip.access.Role;
import dev.scrip.config.ScripSettings;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Dispatcher;
import dev.scrip.json.StrictJson;
import dev.scrip.message.Envelopes.Envelope;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/** Executes the message of a schedule. */
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
   * @param id the trigger's id of this invocation, the same for each retry, or null
   * @param scope the scope of the id
   * @return the function's reply; or a failure with a {@link RefusedException}
   * @throws RefusedException if the envelope is invalid
   */
  public CompletionStage<Object> fire(byte[] message, String id, String scope) {
    Envelope envelope = open(message);
    return dispatcher.call(
        envelope.function(), envelope.input(), envelope.call(CALLER, role, id, scope));
  }

  private Envelope open(byte[] message) {
    try {
      return envelopes.open(StrictJson.decode(message));
    } catch (RefusedException e) {
      throw Envelopes.refused(
          "event",
          "must be a message with a function and its input: "
              + e.refusal().detail().replaceFirst("\\.$", ""));
    }
  }
}
