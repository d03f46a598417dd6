package dev.scrip.web;

import dev.scrip.access.Call;
import dev.scrip.access.Call.Caller;
import dev.scrip.access.LedgerFunction;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Dispatcher;
import dev.scrip.message.DerivedId;
import dev.scrip.message.Envelopes;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/**
 * Executes CloudEvents 1.0 in both modes of the HTTP protocol binding. A binary event, with the
 * attributes in headers and the data in the body, calls the function at the path; its type is
 * ignored. A structured event, sent to the root path, calls the function that its type names.
 */
@Singleton
class CloudEvents {

  static final String VERSION = "ce-specversion";
  static final String SOURCE = "ce-source";
  static final String ID = "ce-id";

  private final Dispatcher dispatcher;
  private final Envelopes envelopes;

  CloudEvents(Dispatcher dispatcher, Envelopes envelopes) {
    this.dispatcher = dispatcher;
    this.envelopes = envelopes;
  }

  /**
   * Calls the function that the type of a structured event names.
   *
   * @return the function's reply, or a failure with a {@link RefusedException}
   * @throws RefusedException if the event is invalid
   */
  CompletionStage<Object> deliverStructured(WebRequest request, Caller caller) {
    requireNoKey(request);
    Envelopes.Envelope event = envelopes.cloudEvent(request.body());
    return dispatcher.call(
        event.function(), event.input(), Call.of(caller, event.id(), event.scope()));
  }

  /**
   * Calls a function with the data of a binary event.
   *
   * @return the function's reply, or a failure with a {@link RefusedException}
   * @throws RefusedException if the event is invalid
   */
  CompletionStage<Object> deliverBinary(
      LedgerFunction function, WebRequest request, Caller caller) {
    requireNoKey(request);
    String source = request.header(SOURCE);
    String id = request.header(ID);
    Envelopes.checkVersion(VERSION, request.header(VERSION));
    Envelopes.require(SOURCE, source);
    Envelopes.require(ID, id);
    return dispatcher.call(
        function.word(),
        request.body(),
        Call.of(caller, DerivedId.of(source, id), Envelopes.CLOUD_EVENTS));
  }

  /** Refuses an Idempotency-Key: the operation id of an event is derived from its own id. */
  private static void requireNoKey(WebRequest request) {
    if (!request.headers().all(WebRequest.IDEMPOTENCY_KEY).isEmpty()) {
      throw new RefusedException(
          Refusal.invalid(
              WebRequest.IDEMPOTENCY_KEY, "must not be set for a CloudEvent, which has an id"));
    }
  }
}
