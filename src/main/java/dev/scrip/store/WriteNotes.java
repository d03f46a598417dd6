package dev.scrip.store;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import org.jboss.logging.Logger;

/**
 * The notes at the end of the replies of scripts that write, as {@code lua/include/writing.lua}
 * lists them. They are for the log.
 */
final class WriteNotes {

  private static final Logger LOG = Logger.getLogger(WriteNotes.class);

  private static final String NOTE = "note";

  private final String ledger;
  private volatile boolean warnedOfEvents;

  /** The notes for one ledger. */
  WriteNotes(String ledger) {
    this.ledger = ledger;
  }

  /** Logs the notes of a reply. */
  void log(Response reply) {
    for (int i = reply.size() - 1; i >= 0 && isNote(reply.get(i)); i--) {
      log(reply.get(i).get(1).toString(), reply.get(i).get(2).toString());
    }
  }

  /** Whether an element of a reply is a note, and not an outcome. */
  private static boolean isNote(Response element) {
    return element != null
        && element.type() == ResponseType.MULTI
        && element.size() == 3
        && element.get(0).type() == ResponseType.BULK
        && NOTE.equals(element.get(0).toString());
  }

  private void log(String kind, String text) {
    switch (kind) {
      case "clock" ->
          LOG.errorf(
              "The clock of Redis was set back: the epoch of operation ids of ledger %s (%s) begins"
                  + " in the future. It begins anew now, and no id is forgotten.",
              ledger, text);
      case "epoch" ->
          LOG.errorf(
              "The epoch of operation ids of ledger %s cannot be right: %s. It begins anew now, and"
                  + " no id is forgotten.",
              ledger, text);
      case "unlink" ->
          LOG.errorf("The oldest operation ids of ledger %s are kept: %s", ledger, text);
      default -> warnOfEvents(text);
    }
  }

  /** Warns once: an ACL that forbids the channels may be meant so, and the journal has it all. */
  private void warnOfEvents(String text) {
    if (!warnedOfEvents) {
      warnedOfEvents = true;
      LOG.warnf("The events of ledger %s are not published: %s", ledger, text);
    }
  }
}
