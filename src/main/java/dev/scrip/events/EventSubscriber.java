package dev.scrip.events;

import dev.scrip.domain.EntryId;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A client that is subscribed to the events of a ledger, and its position in the journal. Used only
 * on the context of its feed.
 */
final class EventSubscriber {

  private final RoutingContext request;
  private final HttpServerResponse response;
  private final String only;
  private String position;
  private boolean reading;

  /**
   * Creates a subscriber.
   *
   * @param position the id of the last entry that the client received, or null to start with the
   *     next one
   * @param only the display name of the one account whose events the client receives, or null for
   *     all
   * @param request the request, whose response the events are written to
   */
  EventSubscriber(String position, String only, RoutingContext request) {
    this.position = position;
    this.only = only;
    this.request = request;
    this.response = request.response();
  }

  /** Whether the position of the client is after an entry. */
  boolean isAfter(String tail) {
    return position != null && EntryId.of(position).compareTo(EntryId.of(tail)) > 0;
  }

  /**
   * Moves a position after the journal's last entry back to that entry: the journal was restored,
   * or the id of the client is invalid.
   */
  void limitTo(String last) {
    if (isAfter(last)) {
      position = last;
    }
  }

  /** Starts the stream at the position of the client, or else after the last entry read. */
  void begin(String tail) {
    if (position == null) {
      position = tail;
    }
    response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream");
    heartbeat();
  }

  /** Whether the client has disconnected. */
  boolean isDisconnected() {
    return response.closed() || response.ended();
  }

  /** Fails the request. If the stream has begun, this closes its connection. */
  void fail(Throwable failure) {
    request.fail(failure);
  }

  /** Ends the stream. */
  void end() {
    if (!isDisconnected()) {
      response.end();
    }
  }

  /** The id of the last entry sent. */
  String position() {
    return position;
  }

  /**
   * Sends the events after the position of the client.
   *
   * @param events the events, oldest first
   * @param all the text of all events, which most clients receive unchanged
   */
  void send(List<EventText> events, String all) {
    if (events.isEmpty()) {
      return;
    }
    if (only == null && isNew(events.get(0))) {
      write(all);
    } else {
      write(
          events.stream()
              .filter(this::isNew)
              .map(event -> event.textFor(only))
              .collect(Collectors.joining()));
    }
    EventText last = events.get(events.size() - 1);
    if (isNew(last)) {
      position = last.entry().entry();
    }
  }

  private boolean isNew(EventText event) {
    return EntryId.of(event.entry().entry()).compareTo(EntryId.of(position)) > 0;
  }

  /** Sends a comment, which sends the headers at first and later keeps the connection open. */
  void heartbeat() {
    write(":\n\n");
  }

  /** Whether the write queue of the connection has room. */
  boolean isReady() {
    return !response.writeQueueFull();
  }

  /** Whether a read of missed entries is in progress. */
  boolean isReading() {
    return reading;
  }

  void setReading(boolean reading) {
    this.reading = reading;
  }

  private void write(String text) {
    if (!text.isEmpty() && !isDisconnected()) {
      response.write(text);
    }
  }
}
