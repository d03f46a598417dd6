package dev.scrip.trigger;

import dev.scrip.access.Caller;
import dev.scrip.domain.RefusedException;
import jakarta.inject.Singleton;
import java.util.function.UnaryOperator;

/**
 * CloudEvents over the web, in either mode: binary, with the attributes in headers and the data as
 * the body at a function's path; or structured, all as JSON at the root, where the type names the
 * function. Of a binary one the type does not matter: a broker's trigger or a timer says by the
 * path what it wants.
 */
@Singleton
public class CloudEvents {

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

  /**
   * Whether a POST is an event.
   *
   * @param path its path, without the slash in front
   * @param header gives the value of a header, or null
   */
  public boolean isEvent(String path, UnaryOperator<String> header) {
    return path.isEmpty() ? isStructured(header) : Functions.find(path) != null && isBinary(header);
  }

  /**
   * Calls the function that an event is for.
   *
   * @throws RefusedException whatever goes wrong
   */
  public void deliver(String path, UnaryOperator<String> header, byte[] body, Caller caller) {
    if (path.isEmpty()) {
      Envelope event = envelopes.cloudEvent(body);
      dispatcher.call(
          event.function(), event.input(), new TriggerCall(event.id(), event.scope(), caller));
      return;
    }
    String source = header.apply(SOURCE);
    String id = header.apply(ID);
    Envelopes.checkVersion(VERSION, header.apply(VERSION));
    Envelopes.require(SOURCE, source);
    Envelopes.require(ID, id);
    dispatcher.call(
        path, body, new TriggerCall(DerivedId.of(source, id), Envelopes.CLOUD_EVENTS, caller));
  }

  private static boolean isStructured(UnaryOperator<String> header) {
    String contentType = header.apply("content-type");
    return contentType != null && ContentType.type(contentType).equals(STRUCTURED);
  }

  private static boolean isBinary(UnaryOperator<String> header) {
    return header.apply(VERSION) != null
        || header.apply(SOURCE) != null
        || header.apply(ID) != null;
  }
}
