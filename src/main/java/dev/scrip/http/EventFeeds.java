package dev.scrip.http;

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

/** The feeds of ledgers, made when somebody first follows, and idle while nobody does. */
@Singleton
class EventFeeds {

  /** How many may follow at once; more are refused as overloaded. */
  static final int MAX_FOLLOWERS = 1000;

  private final Vertx vertx;
  private final JournalReader journal;
  private final Map<String, EventFeed> feeds = new ConcurrentHashMap<>();
  private final AtomicInteger followers = new AtomicInteger();

  EventFeeds(Vertx vertx, JournalReader journal) {
    this.vertx = vertx;
    this.journal = journal;
  }

  /** Lets a request follow a ledger until it ends. */
  void follow(LedgerDefinition ledger, EventFollower follower, RoutingContext request) {
    if (followers.incrementAndGet() > MAX_FOLLOWERS) {
      followers.decrementAndGet();
      throw new RefusedException(
          Refusal.of(Code.OVERLOADED, "Too many follow events already.")
              .with("outcome", "not-applied"));
    }
    EventFeed feed =
        feeds.computeIfAbsent(ledger.ledger(), name -> new EventFeed(vertx, journal, ledger));
    feed.add(follower);
    request.addEndHandler(
        ended -> {
          followers.decrementAndGet();
          feed.remove(follower);
        });
  }
}
