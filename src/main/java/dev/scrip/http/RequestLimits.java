package dev.scrip.http;

import dev.scrip.config.ScripSettings;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.json.Problem;
import dev.scrip.web.WebRequests;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The limits on requests: how many are processed at once, how many bytes of large bodies are held
 * while they arrive, and how long a request may take to arrive. A request that arrives slowly takes
 * no place of those that are processed.
 */
@Singleton
public class RequestLimits {

  /** The largest body that is not counted, in bytes: each connection has one at most. */
  static final int SMALL_BODY = 4 << 10;

  /** The share of the heap that large bodies may take while they arrive. */
  private static final int HEAP_SHARE = 16;

  /**
   * The share of the heap that the bytes of large bodies may be while their requests are processed.
   * What a body holds takes up to 7 times its bytes in memory, as was measured.
   */
  private static final int PROCESSED_HEAP_SHARE = 32;

  /** How long a request may take to arrive. */
  private static final long MAX_ARRIVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How long a large body is safe from others: most have arrived by then. */
  private static final long SAFE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long TICK_MILLIS = 500;
  private static final String ARRIVAL = Arrival.class.getName();

  private final int maxRequests;
  private final long maxLargeBytes;
  private final long maxProcessedBytes;
  private final Vertx vertx;
  private final Set<Arrival> arriving = ConcurrentHashMap.newKeySet();

  /** Those of the arriving requests that hold more than a small body, the oldest first. */
  private final ConcurrentSkipListSet<Arrival> large =
      new ConcurrentSkipListSet<>(Comparator.comparingLong(each -> each.number));

  private final AtomicLong largeBytes = new AtomicLong();

  /** The bytes of the large bodies of the requests that are processed. */
  private final AtomicLong processedBytes = new AtomicLong();

  private final AtomicLong numbers = new AtomicLong();
  private final AtomicInteger processed = new AtomicInteger();

  RequestLimits(ScripSettings settings, Vertx vertx) {
    this.maxRequests = settings.limits().requests();
    this.maxLargeBytes =
        Math.max(4L * WebRequests.MAX_BODY, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    this.maxProcessedBytes =
        Math.max(
            4L * WebRequests.MAX_BODY, Runtime.getRuntime().maxMemory() / PROCESSED_HEAP_SHARE);
    this.vertx = vertx;
  }

  void onStart(@Observes StartupEvent event) {
    vertx.setPeriodic(TICK_MILLIS, timer -> cutLate());
  }

  /**
   * Notes that the headers of a request have arrived.
   *
   * @param isCounted whether the request is one of those whose number is limited
   * @return false if the request has been failed as overloaded
   */
  boolean begin(RoutingContext request, boolean isCounted) {
    Arrival started = new Arrival(numbers.incrementAndGet(), request, isCounted);
    request.put(ARRIVAL, started);
    arriving.add(started);
    request.addEndHandler(ended -> end(started));
    if (isCounted && processed.get() >= maxRequests) {
      refuseTooMany(request);
      return false;
    }
    return true;
  }

  /**
   * Notes that a part of a request's body has arrived.
   *
   * @return false if the request has been failed as overloaded, or cut
   */
  boolean grow(RoutingContext request, int bytes) {
    Arrival growing = request.get(ARRIVAL);
    long added = growing.grow(bytes);
    if (added == 0) {
      return growing.isArriving();
    }
    large.add(growing);
    if (!growing.isArriving()) {
      // It was cut meanwhile.
      large.remove(growing);
    }
    if (largeBytes.addAndGet(added) > maxLargeBytes && !makeRoom(growing)) {
      leave(growing);
      refuse(request, "Too many large requests arrive at once.");
      return false;
    }
    return true;
  }

  /**
   * Notes that a request has arrived, and is processed from now on.
   *
   * @return false if the request has been failed as overloaded
   */
  boolean arrived(RoutingContext request) {
    Arrival arrived = request.get(ARRIVAL);
    leave(arrived);
    if (!arrived.isCounted) {
      return true;
    }
    arrived.isProcessed = true;
    long bytes = processedBytes.addAndGet(arrived.largeBytes());
    if (processed.incrementAndGet() > maxRequests) {
      refuseTooMany(request);
      return false;
    }
    if (arrived.largeBytes() > 0 && bytes > maxProcessedBytes) {
      refuse(request, "Too many large requests are processed at once.");
      return false;
    }
    return true;
  }

  /**
   * Counts a request no longer, because it has become a stream of events, which has limits of its
   * own.
   *
   * @param request the request
   */
  public void becomesStream(RoutingContext request) {
    end(request.get(ARRIVAL));
  }

  private void end(Arrival ended) {
    leave(ended);
    if (ended.isProcessed) {
      ended.isProcessed = false;
      processed.decrementAndGet();
      processedBytes.addAndGet(-ended.largeBytes());
    }
  }

  /** Takes a request out of those that arrive; false if it was none of them. */
  private boolean leave(Arrival left) {
    long bytes = left.leave();
    if (bytes < 0) {
      return false;
    }
    arriving.remove(left);
    large.remove(left);
    largeBytes.addAndGet(-bytes);
    return true;
  }

  /** Cuts the oldest large requests until there is room for another; false if they are all new. */
  private boolean makeRoom(Arrival newcomer) {
    for (Arrival each : large) {
      if (each.isYoungerThan(SAFE_NANOS)) {
        return false;
      }
      if (each != newcomer) {
        cut(each);
      }
      if (largeBytes.get() <= maxLargeBytes) {
        return true;
      }
    }
    return false;
  }

  private void cutLate() {
    for (Arrival each : arriving) {
      if (!each.isYoungerThan(MAX_ARRIVAL_NANOS)) {
        cut(each);
      }
    }
  }

  /** Has an action run, on any thread, when the request is cut while it arrives. */
  void ifCut(RoutingContext request, Runnable action) {
    Arrival arrival = request.get(ARRIVAL);
    arrival.ifCut = action;
  }

  private void cut(Arrival late) {
    if (leave(late)) {
      late.ifCut.run();
      late.request.request().connection().close();
    }
  }

  private void refuseTooMany(RoutingContext request) {
    refuse(request, "The limit of " + maxRequests + " requests at once is reached.");
  }

  private static void refuse(RoutingContext request, String detail) {
    Refusal refusal = Refusal.of(Code.OVERLOADED, detail).with("outcome", "not-applied");
    request.fail(Problem.status(refusal.code()), new RefusedException(refusal));
  }

  /** A request from its headers to its end. Its event loop alone lets it grow, any may cut it. */
  private static final class Arrival {

    private final long number;
    private final RoutingContext request;
    private final boolean isCounted;
    private final long sinceNanos = System.nanoTime();
    private volatile Runnable ifCut = () -> {};
    private boolean isProcessed;
    private boolean hasLeft;
    private long bytes;

    Arrival(long number, RoutingContext request, boolean isCounted) {
      this.number = number;
      this.request = request;
      this.isCounted = isCounted;
    }

    boolean isYoungerThan(long nanos) {
      return System.nanoTime() - sinceNanos < nanos;
    }

    synchronized boolean isArriving() {
      return !hasLeft;
    }

    /** Adds bytes of the body; returns how many more are to be counted. */
    synchronized long grow(int more) {
      if (hasLeft) {
        return 0;
      }
      long before = counted();
      bytes += more;
      return counted() - before;
    }

    /** Ends the arrival; returns the bytes that were counted, or -1 if it had ended. */
    synchronized long leave() {
      if (hasLeft) {
        return -1;
      }
      hasLeft = true;
      return counted();
    }

    /** The bytes of the body if it is large, otherwise 0; after its arrival. */
    synchronized long largeBytes() {
      return counted();
    }

    private long counted() {
      return bytes > SMALL_BODY ? bytes : 0;
    }
  }
}
