package dev.scrip.http;

import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The requests that a client has sent before the reply to the one before (RFC 9112 section 9.3.2).
 * They wait here, and not in Vert.x: that does not limit them, and fails if the connection ends
 * within one of them, so that the request that is processed never ends.
 */
final class Pipeline extends ChannelInboundHandlerAdapter {

  /** The most memory that waiting requests may take, in bytes: some 200 requests. */
  private static final long MAX_COST = 128 << 10;

  /** What a part of a request takes in memory beside its headers and its content, in bytes. */
  private static final int PART_COST = 300;

  private final Queue<Object> waiting = new ArrayDeque<>();
  private long cost;
  private boolean isProcessing;
  private long arrived;
  private ChannelHandlerContext context;

  /** The number of requests that have arrived in whole. */
  long arrived() {
    return arrived;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object part) {
    if (part instanceof LastHttpContent) {
      arrived++;
    }
    if (waiting.isEmpty() && !mustWait(part)) {
      pass(part);
      return;
    }
    waiting.add(part);
    cost += cost(part);
    if (cost > MAX_COST) {
      ChannelFuture unused = context.close();
    }
  }

  /** Has the next request processed, after the reply to the one before. */
  void next() {
    if (context == null || !context.channel().isActive()) {
      // The connection ended before the reply. Vert.x may be told next.
      return;
    }
    isProcessing = false;
    if (waiting.isEmpty()) {
      return;
    }
    while (!waiting.isEmpty() && !mustWait(waiting.peek())) {
      Object part = waiting.poll();
      cost -= cost(part);
      pass(part);
    }
    context.fireChannelReadComplete();
  }

  private boolean mustWait(Object part) {
    return isProcessing && part instanceof HttpRequest;
  }

  private void pass(Object part) {
    isProcessing |= part instanceof HttpRequest;
    context.fireChannelRead(part);
  }

  private static long cost(Object part) {
    if (part instanceof HttpRequest request) {
      return PART_COST
          + request.uri().length()
          + (long) request.headers().size() * Connection.LINE_COST;
    }
    return part instanceof ByteBufHolder holder
        ? PART_COST + holder.content().readableBytes()
        : PART_COST;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ended) {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    context.fireChannelInactive();
  }
}
