package dev.scrip.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Collectors;

/** One client that follows a journal, and how far it has come. Used on its feed's context alone. */
final class EventFollower {

  private final RoutingContext request;
  private final HttpServerResponse response;
  private final String only;
  private String position;
  private boolean reading;

  /**
   * @param position the last entry that the client has, or null to begin with what comes next
   * @param only the one account that the client may hear of, or null for all
   */
  EventFollower(String position, String only, RoutingContext request) {
    this.position = position;
    this.only = only;
    this.request = request;
    this.response = request.response();
  }

  /** Whether the client says that it has more than what comes up to this entry. */
  boolean isBeyond(String tail) {
    return position != null && EntryOrder.compare(position, tail) > 0;
  }

  /**
   * Takes an id from behind the journal's last entry for that entry: it is none of this journal's,
   * which was restored, or the id was made up.
   */
  void holdBackTo(String last) {
    if (isBeyond(last)) {
      position = last;
    }
  }

  /** Begins the stream where the client left off, or else behind what was read last. */
  void begin(String tail) {
    if (position == null) {
      position = tail;
    }
    response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream");
    beat();
  }

  /** Whether the client has gone. */
  boolean hasLeft() {
    return response.closed() || response.ended();
  }

  /** Refuses instead of beginning. */
  void refuse(Throwable failure) {
    request.fail(failure);
  }

  /** The last entry that was sent. */
  String position() {
    return position;
  }

  /**
   * Sends those of the events that the client does not have.
   *
   * @param events oldest first
   * @param all the text of all of them, which is what most clients get
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
    return EntryOrder.compare(event.entry().entry(), position) > 0;
  }

  /** A comment: it sends the headers, and later keeps the connection from being taken for dead. */
  void beat() {
    write(":\n\n");
  }

  /** Whether the client has taken in what was sent. */
  boolean isReady() {
    return !response.writeQueueFull();
  }

  /** Whether a read of what it missed is under way. */
  boolean isReading() {
    return reading;
  }

  void setReading(boolean reading) {
    this.reading = reading;
  }

  private void write(String text) {
    if (!text.isEmpty() && !hasLeft()) {
      response.write(text);
    }
  }
}
