package dev.scrip.http;

import dev.scrip.config.ScripSettings;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.json.Problem;
import dev.scrip.web.WebRequests;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The limits on requests: how many are received or processed at once, how many bytes of large
 * bodies are received at once, and how long a request may take to arrive. A request over a limit is
 * refused as {@code overloaded} before its body is read.
 */
@Singleton
public class RequestLimits {

  /** The largest body that is not counted, in bytes: no connection has more than one. */
  private static final int SMALL_BODY = 16 << 10;

  /** The share of the heap that large bodies may take while they are received. */
  private static final int HEAP_SHARE = 16;

  /** How long a request may take to arrive, and how long it is safe from others, in seconds. */
  private static final long MAX_RECEIVE_SECONDS = 10;

  private static final long MIN_RECEIVE_SECONDS = 1;
  private static final long TICK_MILLIS = 500;

  private final int maxRequests;
  private final long maxBodyBytes;
  private final Vertx vertx;
  private final Map<RoutingContext, Receiving> receiving = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong bodyBytes = new AtomicLong();

  RequestLimits(ScripSettings settings, Vertx vertx) {
    this.maxRequests = settings.limits().requests();
    this.maxBodyBytes =
        Math.max(4L * WebRequests.MAX_BODY, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    this.vertx = vertx;
  }

  void onStart(@Observes StartupEvent event) {
    vertx.setPeriodic(TICK_MILLIS, timer -> cutLate());
  }

  /** Admits a request, or fails it as overloaded and returns false. */
  boolean admit(RoutingContext request) {
    if (requests.incrementAndGet() > maxRequests) {
      requests.decrementAndGet();
      refuse(request, "The limit of " + maxRequests + " requests at once is reached.");
      return false;
    }
    Receiving started = new Receiving(System.nanoTime(), largeBody(request));
    receiving.put(request, started);
    request.addEndHandler(
        ended -> {
          received(request);
          requests.decrementAndGet();
        });
    if (bodyBytes.addAndGet(started.bodyBytes) > maxBodyBytes
        && started.bodyBytes > 0
        && !makeRoom(request)) {
      refuse(request, "Too many large requests arrive at once.");
      return false;
    }
    return true;
  }

  /** Notes that the body of a request has arrived, or never will. */
  void received(RoutingContext request) {
    Receiving ended = receiving.remove(request);
    if (ended != null) {
      bodyBytes.addAndGet(-ended.bodyBytes);
    }
  }

  /**
   * Counts a request no longer, because it has become a stream of events, which has limits of its
   * own.
   *
   * @param request the request
   */
  public void becomesStream(RoutingContext request) {
    received(request);
    // The end handler counts it down once more.
    requests.decrementAndGet();
    request.addEndHandler(ended -> requests.incrementAndGet());
  }

  /** Cuts the oldest large request that is still arriving. */
  private boolean makeRoom(RoutingContext newcomer) {
    Optional<Map.Entry<RoutingContext, Receiving>> oldest =
        receiving.entrySet().stream()
            .filter(each -> each.getKey() != newcomer && each.getValue().bodyBytes > 0)
            .min(Comparator.comparingLong(each -> each.getValue().sinceNanos))
            .filter(each -> each.getValue().isOlderThan(MIN_RECEIVE_SECONDS));
    oldest.ifPresent(each -> cut(each.getKey()));
    return oldest.isPresent();
  }

  private void cutLate() {
    receiving.forEach(
        (request, since) -> {
          if (since.isOlderThan(MAX_RECEIVE_SECONDS)) {
            cut(request);
          }
        });
  }

  private void cut(RoutingContext request) {
    received(request);
    request.request().connection().close();
  }

  /** The bytes of a large body as announced, or 0. */
  private static long largeBody(RoutingContext request) {
    if (request.request().headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      return WebRequests.MAX_BODY;
    }
    String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    // A length of more digits is refused as too large, before anything is read.
    long bytes = length == null || length.length() > 9 ? 0 : Long.parseLong(length);
    return bytes <= SMALL_BODY ? 0 : Math.min(bytes, WebRequests.MAX_BODY);
  }

  private static void refuse(RoutingContext request, String detail) {
    Refusal refusal = Refusal.of(Code.OVERLOADED, detail).with("outcome", "not-applied");
    request.fail(Problem.status(refusal.code()), new RefusedException(refusal));
  }

  /**
   * A request that is arriving.
   *
   * @param sinceNanos when its headers had arrived, by {@link System#nanoTime}
   * @param bodyBytes the bytes of its body if it is large, or 0
   */
  private record Receiving(long sinceNanos, long bodyBytes) {

    boolean isOlderThan(long seconds) {
      return System.nanoTime() - sinceNanos > TimeUnit.SECONDS.toNanos(seconds);
    }
  }
}
