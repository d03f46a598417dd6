package dev.scrip.web;

import dev.scrip.access.Call;
import dev.scrip.access.Caller;
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

  /** Whether a POST is an event. */
  boolean isEvent(WebRequest request) {
    return request.path().isEmpty()
        ? isStructured(request)
        : Dispatcher.find(request.path()).isPresent() && isBinary(request);
  }

  /**
   * Calls the function of an event.
   *
   * @throws RefusedException if the call is refused or fails
   */
  void deliver(WebRequest request, Caller caller) {
    if (request.path().isEmpty()) {
      Envelope event = envelopes.cloudEvent(request.body());
      dispatcher.call(event.function(), event.input(), Call.of(caller, event.id(), event.scope()));
      return;
    }
    String source = request.header(SOURCE);
    String id = request.header(ID);
    Envelopes.checkVersion(VERSION, request.header(VERSION));
    Envelopes.require(SOURCE, source);
    Envelopes.require(ID, id);
    dispatcher.call(
        request.path(),
        request.body(),
        Call.of(caller, DerivedId.of(source, id), Envelopes.CLOUD_EVENTS));
  }

  private static boolean isStructured(WebRequest request) {
    String contentType = request.header("content-type");
    return contentType != null && ContentType.type(contentType).equals(STRUCTURED);
  }

  private static boolean isBinary(WebRequest request) {
    return request.header(VERSION) != null
        || request.header(SOURCE) != null
        || request.header(ID) != null;
  }
}
