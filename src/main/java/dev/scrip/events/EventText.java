package dev.scrip.events;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Posting;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A journal entry as server-sent events, with the same messages as on the Redis channels.
 *
 * @param entry the entry
 * @param text the text of its events, or empty if it has none
 */
record EventText(Entry entry, String text) {

  static EventText of(Entry entry) {
    return new EventText(entry, text(entry));
  }

  /** The text for a subscriber to one account, or to all accounts if it is null. */
  String textFor(String only) {
    return only == null || text.isEmpty() ? text : text(entry.seenBy(only));
  }

  /**
   * One event for a transfer, and one for each posting of any other entry. Only the last event of
   * an entry has its id: a client that is disconnected between them receives all of them again.
   */
  private static String text(Entry entry) {
    StringBuilder text = new StringBuilder();
    List<Posting> postings = entry.postings();
    if (entry.operation().equals("transfer") && !postings.isEmpty()) {
      Posting from = postings.get(0);
      Posting to = postings.get(1);
      JsonObject message = message(entry).put("from", from.account()).put("to", to.account());
      append(text, entry, finish(message, entry, to.amount()), true);
      return text.toString();
    }
    for (int i = 0; i < postings.size(); i++) {
      Posting posting = postings.get(i);
      Amount amount =
          entry.operation().equals("burn") ? posting.amount().negate() : posting.amount();
      JsonObject message = message(entry).put("account", posting.account());
      append(text, entry, finish(message, entry, amount), i == postings.size() - 1);
    }
    return text.toString();
  }

  private static JsonObject message(Entry entry) {
    return new JsonObject().put("operation", entry.operation()).put("entry", entry.entry());
  }

  private static JsonObject finish(JsonObject message, Entry entry, Amount amount) {
    return message.put("amount", amount.toString()).put("timestamp", entry.timestamp());
  }

  private static void append(StringBuilder text, Entry entry, JsonObject message, boolean last) {
    if (last) {
      text.append("id: ").append(entry.entry()).append('\n');
    }
    text.append("event: ").append(entry.operation()).append('\n');
    String json = message.encode();
    if (entry.data() != null) {
      // As it is, because a number that is parsed may be written in other digits.
      json = json.substring(0, json.length() - 1) + ",\"data\":" + entry.data() + "}";
    }
    text.append("data: ").append(json).append("\n\n");
  }
}
