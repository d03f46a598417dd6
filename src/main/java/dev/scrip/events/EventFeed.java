package dev.scrip.events;

import dev.scrip.domain.Entry;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.store.JournalReader;
import dev.scrip.store.JournalReader.Extract;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Polls the journal of one ledger and sends its entries to the subscribers. One read serves all
 * subscribers whose position is the tail; a subscriber behind the tail, because it reconnected or
 * is slow, is served by reads of its own until it reaches the tail. All methods run on one context.
 *
 * <p>Whatever is thrown, nobody waits for events in vain: a failure of one subscriber ends its
 * stream, and a failure of the polls ends all streams. The clients can reconnect.
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

  /** The last entry read, or null if the journal is not polled. */
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
    context.runOnContext(now -> guard(subscriber, () -> admit(subscriber)));
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
    read(
        () -> journal.tail(ledger),
        extract -> {
          subscriber.limitTo(extract.tail());
          join(subscriber);
        },
        failure -> drop(subscriber, failure));
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

  /** Ends the stream of a subscriber, between two of its events. */
  void end(EventSubscriber subscriber) {
    context.runOnContext(now -> subscriber.end());
  }

  private void start() {
    starting = true;
    read(
        () -> journal.tail(ledger),
        extract -> {
          starting = false;
          tail = extract.tail();
          List<EventSubscriber> waiting = List.copyOf(subscribers);
          subscribers.clear();
          waiting.forEach(subscriber -> guard(subscriber, () -> admit(subscriber)));
          poll();
        },
        this::stop);
  }

  private void poll() {
    poll(failure -> later(RETRY_MILLIS, this::retry));
  }

  private void poll(Consumer<Throwable> otherwise) {
    read(
        () -> journal.after(ledger, tail),
        extract -> {
          publish(extract.entries());
          boolean more = extract.entries().size() == JournalReader.MAX_ENTRIES;
          later(more ? 1 : POLL_MILLIS, this::poll);
        },
        otherwise);
  }

  /**
   * Polls once more when the store serves the ledger, so that an outage ends no stream. A poll that
   * fails even then would fail for ever.
   */
  private void retry() {
    read(
        () -> journal.tail(ledger),
        served ->
            poll(
                failure -> {
                  LOG.errorf(
                      failure,
                      "The events of ledger %s after entry %s cannot be read or sent; its event"
                          + " streams end",
                      ledger.ledger(),
                      tail);
                  stop(failure);
                }),
        failure -> later(RETRY_MILLIS, this::retry));
  }

  /** Ends polling and all streams. The next subscriber starts it again, at the journal's end. */
  private void stop(Throwable failure) {
    starting = false;
    tail = null;
    List.copyOf(subscribers).forEach(subscriber -> drop(subscriber, failure));
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
      guard(
          subscriber,
          () -> {
            if (subscriber.isReading() || !subscriber.isReady()) {
              // It catches up by itself, now or at a later poll.
              return;
            }
            if (EntryId.of(subscriber.position()).compareTo(EntryId.of(before)) < 0) {
              catchUp(subscriber);
            } else {
              subscriber.send(events, all);
            }
            if (heartbeat) {
              subscriber.heartbeat();
            }
          });
    }
  }

  private void catchUp(EventSubscriber subscriber) {
    subscriber.setReading(true);
    read(
        () -> journal.after(ledger, subscriber.position()),
        extract -> {
          subscriber.setReading(false);
          List<EventText> events = texts(extract.entries());
          subscriber.send(events, joined(events));
        },
        failure -> drop(subscriber, failure));
  }

  private List<EventText> texts(List<Entry> entries) {
    return entries.stream().map(this::text).toList();
  }

  /** The text of an entry, which is empty if it is not as Scrip writes entries. */
  private EventText text(Entry entry) {
    try {
      return EventText.of(entry);
    } catch (RuntimeException e) {
      LOG.errorf(
          "Entry %s of ledger %s cannot be sent and is skipped in event streams: %s",
          entry.entry(), ledger.ledger(), e);
      return new EventText(entry, "");
    }
  }

  private static String joined(List<EventText> events) {
    return events.stream().map(EventText::text).collect(Collectors.joining());
  }

  /** Does something for one subscriber, whose failure concerns no other. */
  private void guard(EventSubscriber subscriber, Runnable action) {
    try {
      action.run();
    } catch (Throwable e) {
      drop(subscriber, e);
    }
  }

  private void drop(EventSubscriber subscriber, Throwable failure) {
    subscribers.remove(subscriber);
    subscriber.fail(failure);
  }

  /** Continues after a pause, if there are subscribers. */
  private void later(long millis, Runnable step) {
    vertx.setTimer(
        millis,
        timer ->
            context.runOnContext(
                now -> {
                  if (subscribers.isEmpty()) {
                    tail = null;
                  } else {
                    step.run();
                  }
                }));
  }

  /** Continues on the feed's context: {@code otherwise} if the read or {@code then} fails. */
  private void read(
      Supplier<CompletionStage<Extract>> read,
      Consumer<Extract> then,
      Consumer<Throwable> otherwise) {
    CompletionStage<Extract> unused =
        CompletableFuture.completedFuture(null)
            .thenCompose(none -> read.get())
            .whenComplete(
                (extract, failure) ->
                    context.runOnContext(now -> settle(extract, failure, then, otherwise)));
  }

  private static void settle(
      Extract extract, Throwable failure, Consumer<Extract> then, Consumer<Throwable> otherwise) {
    Throwable thrown = failure;
    if (thrown == null) {
      try {
        then.accept(extract);
        return;
      } catch (Throwable e) {
        thrown = e;
      }
    }
    otherwise.accept(thrown);
  }
}
