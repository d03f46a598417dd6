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
  private static final int LINE_COST = 150;

  /** The most memory that headers may take before they are counted, in bytes: 200 lines. */
  private static final int MAX_UNCOUNTED = 32 << 10;

  /** The most bytes that a client may send ahead while its request is processed. */
  private static final int MAX_AHEAD = 64 << 10;

  private final ConnectionLimits limits;
  private final Channel channel;

  private long begun;
  private int inProgress;
  private boolean isPartial;
  private boolean isBodyArriving;
  private boolean isHttp2;
  private boolean isConfigured;
  private long bytesAhead;

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

  /** Notes that a request has ended. */
  static void end(HttpServerRequest request) {
    Connection connection = of(request);
    if (connection != null) {
      connection.end();
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

  private boolean begin(boolean http2) {
    if (isPartial) {
      limits.headersArrived(this);
      isPartial = false;
    }
    begun++;
    inProgress++;
    isWaiting = false;
    if (http2) {
      // Its requests arrive side by side, within limits that the protocol has itself.
      isHttp2 = true;
      return true;
    }
    bytesAhead = 0;
    isBodyArriving = true;
    if (!channel.isWritable()) {
      close();
    }
    return !isEnding;
  }

  private void end() {
    inProgress--;
    if (inProgress == 0 && !isHttp2) {
      isBodyArriving = false;
      waitingSinceNanos = System.nanoTime();
      isWaiting = true;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    configure(context);
    int bytes = message instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
    if (inProgress == 0 && !isHttp2 && !isEnding) {
      readHeaders(context, message);
    } else if (isHttp2 || isEnding || isBodyArriving || (bytesAhead += bytes) <= MAX_AHEAD) {
      context.fireChannelRead(message);
    } else {
      ReferenceCountUtil.release(message);
      close();
    }
  }

  /** Most headers arrive at once, and are not counted: the request has begun after the read. */
  private void readHeaders(ChannelHandlerContext context, Object message) {
    if (!isPartial) {
      waitingSinceNanos = System.nanoTime();
    }
    long cost = message instanceof ByteBuf buffer ? cost(buffer) : 0;
    if ((isPartial || cost > MAX_UNCOUNTED) && !limits.hasRoom(cost)) {
      ReferenceCountUtil.release(message);
      close();
      return;
    }
    long before = begun;
    context.fireChannelRead(message);
    if (begun == before && !isEnding) {
      isPartial = true;
      limits.headersGrow(this, cost);
    }
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

  /** Has malformed headers answered with a problem, once the handlers of HTTP are there. */
  private void configure(ChannelHandlerContext context) {
    if (isConfigured) {
      return;
    }
    VertxHandler<?> handler = context.pipeline().get(VertxHandler.class);
    if (handler != null && handler.getConnection() instanceof HttpServerConnection connection) {
      connection.invalidRequestHandler(MalformedHeaders::refuse);
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
