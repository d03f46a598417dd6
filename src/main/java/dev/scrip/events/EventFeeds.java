package dev.scrip.events;

import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.store.JournalReader;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The event feeds of ledgers, each created at its first subscription. */
@Singleton
class EventFeeds {

  /** The highest number of concurrent subscribers; more are refused as overloaded. */
  static final int MAX_SUBSCRIBERS = 1000;

  private final Vertx vertx;
  private final JournalReader journal;
  private final Map<String, EventFeed> feeds = new ConcurrentHashMap<>();
  private final AtomicInteger subscribers = new AtomicInteger();

  EventFeeds(Vertx vertx, JournalReader journal) {
    this.vertx = vertx;
    this.journal = journal;
  }

  /** Subscribes a request to the events of a ledger until the request ends. */
  void subscribe(LedgerDefinition ledger, EventSubscriber subscriber, RoutingContext request) {
    if (subscribers.incrementAndGet() > MAX_SUBSCRIBERS) {
      subscribers.decrementAndGet();
      throw new RefusedException(
          Refusal.of(
                  Code.OVERLOADED,
                  "The limit of " + MAX_SUBSCRIBERS + " event subscribers is reached.")
              .with("outcome", "not-applied"));
    }
    EventFeed feed =
        feeds.computeIfAbsent(ledger.ledger(), name -> new EventFeed(vertx, journal, ledger));
    feed.add(subscriber);
    request.addEndHandler(
        ended -> {
          subscribers.decrementAndGet();
          feed.remove(subscriber);
        });
  }
}
