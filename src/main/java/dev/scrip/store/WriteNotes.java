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

  /** What a line of a note begins with, which is never the first. */
  private static final String NOTE = "\nnote ";

  private final String ledger;
  private volatile boolean warnedOfEvents;

  /** The notes for one ledger. */
  WriteNotes(String ledger) {
    this.ledger = ledger;
  }

  /** Logs the notes of a reply. Few replies have any. */
  void log(Response reply) {
    String text = reply.type() == ResponseType.BULK ? reply.toString() : "";
    for (int at = text.indexOf(NOTE); at >= 0; at = text.indexOf(NOTE, at + 1)) {
      int end = text.indexOf('\n', at + 1);
      String[] words =
          text.substring(at + NOTE.length(), end < 0 ? text.length() : end).split(" ", 2);
      log(words[0], words[1]);
    }
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
