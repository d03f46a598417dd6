package dev.scrip.events;

import dev.scrip.access.Call.Caller;
import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.store.JournalReader;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The event feeds of ledgers, each created at its first subscription. */
@Singleton
class EventFeeds {

  /** The highest number of concurrent subscribers; more are refused as overloaded. */
  static final int MAX_SUBSCRIBERS = 1000;

  /** The highest number of concurrent subscribers with the same caller. */
  static final int MAX_PER_CALLER = 100;

  /** The longest stream, whatever its token says. */
  private static final Duration MAX_STREAM = Duration.ofDays(1);

  private final Vertx vertx;
  private final JournalReader journal;
  private final Map<String, EventFeed> feeds = new ConcurrentHashMap<>();
  private final AtomicInteger subscribers = new AtomicInteger();
  private final Map<String, Integer> byCaller = new ConcurrentHashMap<>();

  EventFeeds(Vertx vertx, JournalReader journal) {
    this.vertx = vertx;
    this.journal = journal;
  }

  /**
   * Subscribes a request to the events of a ledger until the request or the token of its caller
   * ends.
   *
   * @throws RefusedException {@code overloaded} if a limit on subscribers is reached
   */
  void subscribe(
      LedgerDefinition ledger, EventSubscriber subscriber, Caller caller, RoutingContext request) {
    EventFeed feed =
        feeds.computeIfAbsent(ledger.ledger(), name -> new EventFeed(vertx, journal, ledger));
    count(caller);
    request.addEndHandler(
        ended -> {
          countDown(caller);
          feed.remove(subscriber);
        });
    endWithToken(caller, request, () -> feed.end(subscriber));
    feed.add(subscriber);
  }

  private void count(Caller caller) {
    if (subscribers.incrementAndGet() > MAX_SUBSCRIBERS) {
      subscribers.decrementAndGet();
      throw overloaded("The limit of " + MAX_SUBSCRIBERS + " event subscribers is reached.");
    }
    if (caller.name() != null && byCaller.merge(caller.name(), 1, Integer::sum) > MAX_PER_CALLER) {
      countDown(caller);
      throw overloaded(
          "The limit of " + MAX_PER_CALLER + " event subscribers for each caller is reached.");
    }
  }

  private void countDown(Caller caller) {
    subscribers.decrementAndGet();
    if (caller.name() != null) {
      byCaller.computeIfPresent(caller.name(), (name, count) -> count == 1 ? null : count - 1);
    }
  }

  /** Ends a stream when its token expires. The client reconnects with a new token. */
  private void endWithToken(Caller caller, RoutingContext request, Runnable end) {
    if (caller.expires() != null) {
      Duration left = Duration.between(Instant.now(), caller.expires());
      long millis = left.compareTo(MAX_STREAM) > 0 ? MAX_STREAM.toMillis() : left.toMillis();
      long timer = vertx.setTimer(Math.max(1, millis), expired -> end.run());
      request.addEndHandler(ended -> vertx.cancelTimer(timer));
    }
  }

  private static RefusedException overloaded(String detail) {
    return new RefusedException(Refusal.of(Code.OVERLOADED, detail).with("outcome", "not-applied"));
  }
}
