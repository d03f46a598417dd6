package dev.scrip.http;

import dev.scrip.http.Connection.PartialHeaders;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The limits on connections, before their first request: how many there are, how long the headers
 * of a request may take to arrive, and how much memory headers take that have arrived in part. The
 * server of Vert.x has none of these limits.
 */
@Singleton
class ConnectionLimits {

  private static final String GATE = "scrip-gate";

  /** The share of the heap for each connection, in bytes: one that is idle takes 3 KiB. */
  private static final int HEAP_EACH = 64 << 10;

  private static final int MIN_CONNECTIONS = 1000;

  /** The share of the heap that headers may take which have arrived in part. */
  private static final int HEAP_SHARE = 16;

  private static final long MAX_ARRIVAL_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long TICK_MILLIS = 500;

  private final long maxConnections;
  private final long maxHeadersCost;
  private final Vertx vertx;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong open = new AtomicLong();

  /** The connections on which headers have arrived in part, those that began first in front. */
  private final ConcurrentSkipListSet<Connection> partial =
      new ConcurrentSkipListSet<>(Comparator.comparingLong(each -> each.partialHeaders.number));

  /** The memory that their headers take, in bytes, and the share of those that are being cut. */
  private final AtomicLong headersCost = new AtomicLong();

  private final AtomicLong cutCost = new AtomicLong();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicBoolean ticking = new AtomicBoolean();

  ConnectionLimits(Vertx vertx) {
    long heap = Runtime.getRuntime().maxMemory();
    this.maxConnections = Math.max(MIN_CONNECTIONS, heap / HEAP_EACH);
    this.maxHeadersCost = heap / HEAP_SHARE;
    this.vertx = vertx;
  }

  void onHttp(@ObservesAsync HttpServerStart event) {
    install();
  }

  void onHttps(@ObservesAsync HttpsServerStart event) {
    install();
  }

  /** Puts a gate before each listening channel. In dev mode these outlive the application. */
  private void install() {
    if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
      return;
    }
    for (EventExecutor each : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
      if (each instanceof SingleThreadEventLoop loop) {
        loop.execute(() -> loop.registeredChannelsIterator().forEachRemaining(this::install));
      }
    }
    if (ticking.compareAndSet(false, true)) {
      vertx.setPeriodic(TICK_MILLIS, timer -> tick());
    }
  }

  private void install(Channel listening) {
    if (listening instanceof ServerChannel && listening.pipeline().get(GATE) == null) {
      listening.pipeline().addFirst(GATE, new Gate());
    }
  }

  /** Accepts a connection, or closes it if there are too many and none of them waits. */
  private boolean accept(Channel channel) {
    if (open.incrementAndGet() > maxConnections && !makeRoom()) {
      open.decrementAndGet();
      channel.unsafe().closeForcibly();
      return false;
    }
    Connection connection = new Connection(this, channel);
    connections.add(connection);
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.pipeline().addFirst(connection);
    channel.closeFuture().addListener(end -> closed(connection));
    return true;
  }

  private void leave(Connection connection) {
    if (connections.remove(connection)) {
      open.decrementAndGet();
    }
  }

  private void cut(Connection connection) {
    leave(connection);
    connection.close();
  }

  /** Forgets a connection that has been closed. What it held is free from now on. */
  private void closed(Connection connection) {
    leave(connection);
    PartialHeaders headers = connection.partialHeaders;
    synchronized (headers) {
      if (headers.isCut) {
        cutCost.addAndGet(-headers.cost);
      }
      partial.remove(connection);
      headersCost.addAndGet(-headers.cost);
      headers.cost = 0;
      headers.isCut = true;
    }
  }

  /** Cuts a tenth of the connections that wait, those that wait longest; false if none does. */
  private boolean makeRoom() {
    List<Connection> waiting =
        connections.stream()
            .filter(Connection::isWaiting)
            .sorted(Comparator.comparingLong(Connection::waitingSinceNanos))
            .limit(1 + maxConnections / 10)
            .toList();
    waiting.forEach(this::cut);
    return !waiting.isEmpty();
  }

  /** Whether more headers may be held, which take so much memory. */
  boolean hasRoom(long cost) {
    return headersCost.get() + cost <= maxHeadersCost;
  }

  /** Notes that headers have arrived in part, and what more they take in memory. */
  void headersGrow(Connection connection, long cost) {
    PartialHeaders headers = connection.partialHeaders;
    synchronized (headers) {
      if (headers.isCut) {
        return;
      }
      if (headers.cost == 0) {
        headers.number = numbers.incrementAndGet();
        partial.add(connection);
      }
      headers.cost += cost;
      headersCost.addAndGet(cost);
    }
    for (Connection each : partial) {
      if (headersCost.get() - cutCost.get() <= maxHeadersCost) {
        return;
      }
      cutPartial(each);
    }
  }

  /** Notes that headers have arrived that had arrived in part. */
  void headersArrived(Connection connection) {
    PartialHeaders headers = connection.partialHeaders;
    synchronized (headers) {
      if (!headers.isCut) {
        partial.remove(connection);
        headersCost.addAndGet(-headers.cost);
        headers.cost = 0;
      }
    }
  }

  private void cutPartial(Connection connection) {
    PartialHeaders headers = connection.partialHeaders;
    synchronized (headers) {
      if (headers.isCut || headers.cost == 0) {
        return;
      }
      headers.isCut = true;
      partial.remove(connection);
      cutCost.addAndGet(headers.cost);
    }
    cut(connection);
  }

  private void tick() {
    for (Connection each : partial) {
      if (each.isLate(MAX_ARRIVAL_NANOS)) {
        cutPartial(each);
      }
    }
  }

  /** Stands before the handler that starts accepted connections. */
  private final class Gate extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      if (accept((Channel) accepted)) {
        context.fireChannelRead(accepted);
      }
    }
  }
}
