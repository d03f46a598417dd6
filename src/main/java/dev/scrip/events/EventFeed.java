package dev.scrip.events;

import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.store.JournalReader;
import dev.scrip.store.JournalReader.Extract;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Polls the journal of one ledger and sends its entries to the subscribers. One read serves all
 * subscribers whose position is the tail; a subscriber behind the tail, because it reconnected or
 * is slow, is served by reads of its own until it reaches the tail. All methods run on one context.
 */
final class EventFeed {

  private static final Logger LOG = Logger.getLogger(EventFeed.class);
  private static final long POLL_MILLIS = 50;
  private static final long RETRY_MILLIS = 1000;
  private static final int POLLS_PER_HEARTBEAT = 300;

  private final Vertx vertx;
  private final Context context;
  private final JournalReader journal;
  private final LedgerDefinition ledger;
  private final Set<EventSubscriber> subscribers = new LinkedHashSet<>();
  private String tail;
  private boolean starting;
  private int polls;

  EventFeed(Vertx vertx, JournalReader journal, LedgerDefinition ledger) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.journal = journal;
    this.ledger = ledger;
  }

  void add(EventSubscriber subscriber) {
    context.runOnContext(now -> admit(subscriber));
  }

  private void admit(EventSubscriber subscriber) {
    if (tail != null && subscriber.isAfter(tail)) {
      admitBeyondTail(subscriber);
    } else {
      join(subscriber);
    }
  }

  /**
   * Admits a subscriber whose position is after the tail. The client may have received an entry
   * that this process has not read yet, from the reply to a write or from another process, so the
   * position is compared with the last entry of the journal.
   */
  private void admitBeyondTail(EventSubscriber subscriber) {
    onContext(
        journal.tail(ledger),
        extract -> {
          subscriber.limitTo(extract.tail());
          join(subscriber);
        },
        subscriber::refuse);
  }

  private void join(EventSubscriber subscriber) {
    if (subscriber.isDisconnected()) {
      return;
    }
    subscribers.add(subscriber);
    if (tail != null) {
      subscriber.begin(tail);
    } else if (!starting) {
      start();
    }
  }

  /** Removes a subscriber. Polling ends when there are none. */
  void remove(EventSubscriber subscriber) {
    context.runOnContext(now -> subscribers.remove(subscriber));
  }

  /** Ends the stream of a subscriber. Its client reconnects. */
  void end(EventSubscriber subscriber) {
    context.runOnContext(now -> serve(subscriber, subscriber::end));
  }

  private void start() {
    starting = true;
    onContext(
        journal.tail(ledger),
        extract -> {
          starting = false;
          tail = extract.tail();
          List<EventSubscriber> waiting = List.copyOf(subscribers);
          subscribers.clear();
          waiting.forEach(this::admit);
          poll();
        },
        failure -> {
          starting = false;
          tail = null;
          List.copyOf(subscribers).forEach(subscriber -> subscriber.refuse(failure));
          subscribers.clear();
        });
  }

  private void poll() {
    if (subscribers.isEmpty()) {
      tail = null;
      return;
    }
    onContext(
        journal.after(ledger, tail),
        extract -> {
          publish(extract.entries());
          boolean more = extract.entries().size() == JournalReader.MAX_ENTRIES;
          vertx.setTimer(more ? 1 : POLL_MILLIS, timer -> context.runOnContext(now -> poll()));
        },
        failure -> vertx.setTimer(RETRY_MILLIS, timer -> context.runOnContext(now -> poll())));
  }

  private void publish(List<Entry> entries) {
    List<EventText> events = texts(entries);
    String all = joined(events);
    String before = tail;
    if (!entries.isEmpty()) {
      tail = entries.get(entries.size() - 1).entry();
    }
    boolean heartbeat = ++polls % POLLS_PER_HEARTBEAT == 0;
    for (EventSubscriber subscriber : List.copyOf(subscribers)) {
      if (subscriber.isReading() || !subscriber.isReady()) {
        // It catches up by itself, now or at a later poll.
        continue;
      }
      if (EntryOrder.compare(subscriber.position(), before) < 0) {
        catchUp(subscriber);
      } else {
        serve(subscriber, () -> subscriber.send(events, all));
      }
      if (heartbeat) {
        serve(subscriber, subscriber::heartbeat);
      }
    }
  }

  /** Writes to one subscriber. If that fails, its connection is closed, and the others go on. */
  private void serve(EventSubscriber subscriber, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warnf(e, "A stream of the events of ledger %s is closed", ledger.ledger());
      subscribers.remove(subscriber);
      subscriber.close();
    }
  }

  private void catchUp(EventSubscriber subscriber) {
    subscriber.setReading(true);
    onContext(
        journal.after(ledger, subscriber.position()),
        extract -> {
          subscriber.setReading(false);
          List<EventText> events = texts(extract.entries());
          serve(subscriber, () -> subscriber.send(events, joined(events)));
        },
        failure -> subscriber.setReading(false));
  }

  private List<EventText> texts(List<Entry> entries) {
    List<EventText> texts = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      try {
        texts.add(EventText.of(entry));
      } catch (RuntimeException e) {
        LOG.errorf(e, "Entry %s of ledger %s is no event", entry.entry(), ledger.ledger());
      }
    }
    return texts;
  }

  private static String joined(List<EventText> events) {
    return events.stream().map(EventText::text).collect(Collectors.joining());
  }

  /**
   * Continues on the feed's context when a read succeeds or fails, or what follows it: whatever is
   * thrown, the feed goes on.
   */
  private void onContext(
      CompletionStage<Extract> read, Consumer<Extract> then, Consumer<Throwable> otherwise) {
    CompletionStage<Extract> unused =
        read.whenComplete(
            (extract, failure) ->
                context.runOnContext(
                    now -> {
                      if (failure == null) {
                        proceed(extract, then, otherwise);
                      } else {
                        otherwise.accept(failure);
                      }
                    }));
  }

  private void proceed(Extract extract, Consumer<Extract> then, Consumer<Throwable> otherwise) {
    try {
      then.accept(extract);
    } catch (Throwable e) {
      LOG.errorf(e, "The events of ledger %s could not be sent", ledger.ledger());
      otherwise.accept(e);
    }
  }
}
