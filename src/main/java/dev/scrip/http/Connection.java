package dev.scrip.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.util.AttributeKey;
import io.netty.util.ByteProcessor;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.impl.VertxHandler;

/**
 * One connection: how many of its requests are in progress, and what has arrived of the headers of
 * the next one. It sees the bytes before anything else does, on its event loop; what {@link
 * ConnectionLimits} asks, it may ask on any thread.
 */
final class Connection extends ChannelInboundHandlerAdapter {

  private static final AttributeKey<Connection> KEY =
      AttributeKey.valueOf(Connection.class.getName());

  /** What a line of headers takes in memory beside its text, in bytes: 142 were measured. */
  static final int LINE_COST = 150;

  /** The most memory that headers may take before they are counted, in bytes: 200 lines. */
  private static final int MAX_UNCOUNTED = 32 << 10;

  /** The same of what came behind a request, until its connection waits: 20 lines. */
  private static final int MAX_UNCOUNTED_BEHIND = 4 << 10;

  /** The most memory that may be taken by what comes behind a request while it is processed. */
  private static final int MAX_BEHIND = 128 << 10;

  private final ConnectionLimits limits;
  private final Channel channel;
  private final Pipeline pipeline = new Pipeline();

  private long begun;
  private int inProgress;
  private boolean isCounted;
  private boolean isBodyArriving;
  private boolean isHttp2;
  private boolean isConfigured;

  /** The most that may have arrived behind the last whole request, in bytes of memory. */
  private long costBehind;

  private volatile boolean isPartial;

  private volatile boolean isWaiting = true;
  private volatile long waitingSinceNanos = System.nanoTime();
  private volatile boolean isEnding;

  /** The headers that have arrived in part; guarded by itself. */
  final PartialHeaders partialHeaders = new PartialHeaders();

  /** What {@link ConnectionLimits} knows about headers that have arrived in part. */
  static final class PartialHeaders {

    /** The memory that they take, in bytes; 0 if there are none. */
    long cost;

    /** Whether the connection is being closed because of them. */
    boolean isCut;

    /** Their number, in the order in which they began to arrive. */
    volatile long number;
  }

  /**
   * A connection that was just accepted.
   *
   * @param limits the limits that it observes
   * @param channel its channel
   */
  Connection(ConnectionLimits limits, Channel channel) {
    this.limits = limits;
    this.channel = channel;
    channel.attr(KEY).set(this);
  }

  /** The connection of a request, or null if it has no limits, as in dev mode. */
  private static Connection of(HttpServerRequest request) {
    return request.connection() instanceof HttpServerConnection connection
        ? connection.channel().attr(KEY).get()
        : null;
  }

  /**
   * Notes that the headers of a request have arrived.
   *
   * @return false if the connection has been closed, because its client does not read its replies
   */
  static boolean begin(HttpServerRequest request) {
    Connection connection = of(request);
    return connection == null || connection.begin(request.version() == HttpVersion.HTTP_2);
  }

  /** Notes that the body of a request has arrived. */
  static void arrived(HttpServerRequest request) {
    Connection connection = of(request);
    if (connection != null) {
      connection.isBodyArriving = false;
    }
  }

  /** Notes that the reply to a request is complete. */
  static void end(HttpServerRequest request) {
    Connection connection = of(request);
    if (connection != null) {
      // Vert.x ends the request after it has told so.
      connection.channel.eventLoop().execute(connection::end);
    }
  }

  /** Notes that the connection will be closed soon: what still arrives is discarded. */
  static void endSoon(HttpServerRequest request) {
    Connection connection = of(request);
    if (connection != null) {
      connection.isEnding = true;
    }
  }

  /** Reads no more bytes: a request that is paused would still hold up to 512 KiB. */
  static void stopReading(HttpServerRequest request) {
    if (request.connection() instanceof HttpServerConnection connection) {
      connection.channel().config().setAutoRead(false);
    }
  }

  static void readOn(HttpServerRequest request) {
    if (request.connection() instanceof HttpServerConnection connection) {
      connection.channel().config().setAutoRead(true);
    }
  }

  /** Sends what has been written, before the connection is closed. */
  static void flush(HttpServerRequest request) {
    if (request.connection() instanceof HttpServerConnection connection) {
      connection.channelHandlerContext().flush();
    }
  }

  /** Whether no request is in progress. */
  boolean isWaiting() {
    return isWaiting;
  }

  /** When it began to wait, or the headers that have arrived in part began to arrive. */
  long waitingSinceNanos() {
    return waitingSinceNanos;
  }

  /** Closes the connection, on any thread. */
  void close() {
    isEnding = true;
    ChannelFuture unused = channel.close();
  }

  /** Whether headers that have arrived in part began to arrive so long ago, in nanoseconds. */
  boolean isLate(long nanos) {
    return isPartial && System.nanoTime() - waitingSinceNanos >= nanos;
  }

  private boolean begin(boolean http2) {
    if (isCounted) {
      limits.headersArrived(this);
      isCounted = false;
    }
    isPartial = false;
    begun++;
    inProgress++;
    isWaiting = false;
    if (http2) {
      // Its requests arrive side by side, within limits that the protocol has itself.
      isHttp2 = true;
      return true;
    }
    isBodyArriving = true;
    if (!channel.isWritable()) {
      close();
    }
    return !isEnding;
  }

  private void end() {
    inProgress--;
    if (isHttp2) {
      return;
    }
    isBodyArriving = false;
    pipeline.next();
    if (inProgress == 0) {
      waitingSinceNanos = System.nanoTime();
      isWaiting = true;
      if (costBehind > MAX_UNCOUNTED_BEHIND) {
        count(costBehind);
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    configure(context);
    if (isHttp2 || isEnding) {
      context.fireChannelRead(message);
      return;
    }
    long cost = message instanceof ByteBuf buffer ? cost(buffer) : 0;
    if (!mayArrive(cost)) {
      ReferenceCountUtil.release(message);
      close();
      return;
    }
    long begunBefore = begun;
    long arrivedBefore = pipeline.arrived();
    context.fireChannelRead(message);
    costBehind = pipeline.arrived() == arrivedBefore ? costBehind + cost : cost;
    if (inProgress == 0 && begun == begunBefore && !isEnding) {
      if (!isPartial) {
        waitingSinceNanos = System.nanoTime();
        isPartial = true;
      }
      count(cost);
    }
  }

  private boolean mayArrive(long cost) {
    if (inProgress > 0) {
      return isBodyArriving || costBehind + cost <= MAX_BEHIND;
    }
    return (!isPartial && cost <= MAX_UNCOUNTED) || limits.hasRoom(cost);
  }

  private void count(long cost) {
    isCounted = true;
    limits.headersGrow(this, cost);
  }

  private static long cost(ByteBuf buffer) {
    long lines = 0;
    int from = buffer.readerIndex();
    int found = 0;
    while (found >= 0 && from < buffer.writerIndex()) {
      found = buffer.forEachByte(from, buffer.writerIndex() - from, ByteProcessor.FIND_LF);
      from = found + 1;
      lines++;
    }
    return buffer.readableBytes() + lines * LINE_COST;
  }

  /** Sets up what follows the handlers of HTTP/1.1, once they are there. */
  private void configure(ChannelHandlerContext context) {
    if (isConfigured) {
      return;
    }
    VertxHandler<?> handler = context.pipeline().get(VertxHandler.class);
    if (handler != null && handler.getConnection() instanceof HttpServerConnection connection) {
      connection.invalidRequestHandler(MalformedHeaders::refuse);
      context.pipeline().addBefore(context.pipeline().context(handler).name(), null, pipeline);
      isConfigured = true;
    }
  }

  /** A client that ends its side early hears that its request cannot be read. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (!(event instanceof ChannelInputShutdownEvent)) {
      context.fireUserEventTriggered(event);
    } else if (isBodyArriving) {
      context.fireExceptionCaught(new PrematureChannelClosureException());
    } else {
      close();
    }
  }
}
