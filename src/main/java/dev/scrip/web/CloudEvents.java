package dev.scrip.web;

import dev.scrip.access.Call;
import dev.scrip.access.Caller;
import dev.scrip.access.LedgerFunction;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Dispatcher;
import dev.scrip.message.DerivedId;
import dev.scrip.message.Envelope;
import dev.scrip.message.Envelopes;
import jakarta.inject.Singleton;

/**
 * Executes CloudEvents 1.0 in both modes of the HTTP protocol binding. A binary event, with the
 * attributes in headers and the data in the body, calls the function at the path; its type is
 * ignored. A structured event, sent to the root path, calls the function that its type names.
 */
@Singleton
class CloudEvents {

  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String VERSION = "ce-specversion";
  private static final String SOURCE = "ce-source";
  private static final String ID = "ce-id";

  private final Dispatcher dispatcher;
  private final Envelopes envelopes;

  CloudEvents(Dispatcher dispatcher, Envelopes envelopes) {
    this.dispatcher = dispatcher;
    this.envelopes = envelopes;
  }

  /** Whether a POST of JSON is a structured event, which is sent to the root path. */
  boolean isStructured(WebRequest request) {
    return request.path().isEmpty()
        && ContentType.type(request.header("content-type")).equals(STRUCTURED);
  }

  /** Whether a POST of JSON to a function is a binary event, which has attributes in headers. */
  boolean isBinary(WebRequest request) {
    return request.header(VERSION) != null
        || request.header(SOURCE) != null
        || request.header(ID) != null;
  }

  /**
   * Calls the function that the type of a structured event names.
   *
   * @throws RefusedException if the call is refused or fails
   */
  void deliverStructured(WebRequest request, Caller caller) {
    Envelope event = envelopes.cloudEvent(request.body());
    dispatcher.call(event.function(), event.input(), Call.of(caller, event.id(), event.scope()));
  }

  /**
   * Calls a function with the data of a binary event.
   *
   * @throws RefusedException if the call is refused or fails
   */
  void deliverBinary(LedgerFunction function, WebRequest request, Caller caller) {
    String source = request.header(SOURCE);
    String id = request.header(ID);
    Envelopes.checkVersion(VERSION, request.header(VERSION));
    Envelopes.require(SOURCE, source);
    Envelopes.require(ID, id);
    dispatcher.call(
        function.word(),
        request.body(),
        Call.of(caller, DerivedId.of(source, id), Envelopes.CLOUD_EVENTS));
  }
}
