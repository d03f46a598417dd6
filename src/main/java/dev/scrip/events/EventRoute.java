package dev.scrip.events;

import dev.scrip.access.Call.Caller;
import dev.scrip.access.Guard;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.http.HttpRoute;
import dev.scrip.http.RequestLimits;
import dev.scrip.json.Problem;
import dev.scrip.store.Ledger;
import dev.scrip.store.LedgerStore;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The route {@code GET /events?ledger=}: streams the operations of a ledger as server-sent events.
 * With the header {@code Last-Event-ID}, the stream starts after that event.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
@Singleton
class EventRoute {

  /** Before the route of the functions, which matches this path too. */
  private static final int ORDER = -2;

  private final EventFeeds feeds;
  private final LedgerStore store;
  private final RequestLimits limits;

  EventRoute(EventFeeds feeds, LedgerStore store, RequestLimits limits) {
    this.limits = limits;
    this.store = store;
    this.feeds = feeds;
  }

  void install(@Observes Router router) {
    router.route("/events").order(ORDER).handler(this::subscribe);
  }

  private void subscribe(RoutingContext request) {
    try {
      if (!request.request().method().equals(HttpMethod.GET)) {
        request.response().putHeader(HttpHeaders.ALLOW, "GET");
        throw new RefusedException(
            Refusal.of(Code.METHOD_NOT_ALLOWED, "Subscribe to events by GET."));
      }
      Ledger ledger = store.ledger(ledger(request));
      Caller caller = HttpRoute.caller(request);
      Guard.requireEvents(caller, ledger.definition());
      String only = caller.isAccountOwner() ? ledger.displayName(caller.account()) : null;
      EventSubscriber subscriber = new EventSubscriber(lastEvent(request), only, request);
      feeds.subscribe(ledger.definition(), subscriber, caller, request);
      limits.becomesStream(request);
    } catch (RefusedException e) {
      request.fail(Problem.status(e.refusal().code()), e);
    }
  }

  private static String ledger(RoutingContext request) {
    for (String name : request.queryParams().names()) {
      if (!name.equals("ledger")) {
        throw new RefusedException(Refusal.invalid(name, "is not a field of this request"));
      }
    }
    List<String> values = request.queryParams().getAll("ledger");
    if (values.size() > 1) {
      throw new RefusedException(Refusal.invalid("ledger", "appears twice"));
    }
    return values.isEmpty() ? null : values.get(0);
  }

  private static String lastEvent(RoutingContext request) {
    String last = request.request().getHeader("Last-Event-ID");
    if (last == null || last.isEmpty()) {
      return null;
    }
    if (!Entry.isId(last)) {
      throw new RefusedException(Refusal.invalid("Last-Event-ID", "must be the id of an event"));
    }
    return last;
  }
}
