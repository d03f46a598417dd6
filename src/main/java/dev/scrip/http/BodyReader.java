package dev.scrip.http;

import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.json.Problem;
import dev.scrip.web.WebRequests;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads the body of a request within its limits. It does the work of the handler of Vert.x, which
 * cannot be told to hold fewer bytes, and which parses forms that no function takes.
 */
final class BodyReader {

  private static final String CONTINUE = "100-continue";

  /** The most bytes of one part. A longer array would have to be copied while it grows. */
  private static final int MAX_PART = 32 << 10;

  private final RequestLimits limits;
  private final RoutingContext context;

  /** The parts of the body; null when no more is read. Set to null on any thread. */
  private volatile Deque<Buffer> parts = new ArrayDeque<>();

  private int bytes;

  private BodyReader(RequestLimits limits, RoutingContext context) {
    this.limits = limits;
    this.context = context;
  }

  /** Reads the body and then continues with the next route, or fails the request. */
  static void read(RequestLimits limits, RoutingContext context) {
    new BodyReader(limits, context).read();
  }

  /** Whether the body of a request has been read, or is being read. */
  static boolean hasRead(RoutingContext context) {
    return ((RoutingContextInternal) context).seenHandler(RoutingContextInternal.BODY_HANDLER);
  }

  /** Forgets the body, which would otherwise be kept until the reply has been sent. */
  static void forget(RoutingContext context) {
    ((RoutingContextInternal) context).setBody(null);
  }

  private void read() {
    HttpServerRequest request = context.request();
    if (announcesTooMuch(request)) {
      context.fail(Problem.status(WebRequests.tooLarge().code()));
      return;
    }
    String expectation = request.getHeader(HttpHeaders.EXPECT);
    if (expectation != null && !expectation.equalsIgnoreCase(CONTINUE)) {
      refuse(Refusal.invalid("expect", "must be " + CONTINUE + " if it is set"));
      return;
    }
    if (expectation != null && request.version() != HttpVersion.HTTP_1_0) {
      request.response().writeContinue();
    }
    limits.ifCut(context, this::stop);
    // The handler of Vert.x leaves alone what it believes it has seen.
    ((RoutingContextInternal) context).visitHandler(RoutingContextInternal.BODY_HANDLER);
    request.exceptionHandler(this::fail).handler(this::append).endHandler(this::end).resume();
  }

  /** Whether the body is larger than the limit by its own account. */
  private static boolean announcesTooMuch(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    // More digits than those of any allowed length.
    return length != null && (length.length() > 9 || Long.parseLong(length) > WebRequests.MAX_BODY);
  }

  private void append(Buffer part) {
    Deque<Buffer> read = parts;
    if (read == null) {
      return;
    }
    bytes += part.length();
    if (bytes > WebRequests.MAX_BODY) {
      stop();
      context.fail(Problem.status(WebRequests.tooLarge().code()));
    } else if (!limits.grow(context, part.length())) {
      stop();
    } else if (!read.isEmpty() && read.getLast().length() + part.length() <= MAX_PART) {
      read.getLast().appendBuffer(part);
    } else {
      read.addLast(part);
    }
  }

  private void end(Void ended) {
    Deque<Buffer> read = parts;
    if (read == null) {
      return;
    }
    stop();
    ((RoutingContextInternal) context).setBody(joined(read));
    Connection.arrived(context.request());
    if (limits.arrived(context)) {
      context.next();
    }
  }

  private Buffer joined(Deque<Buffer> read) {
    if (read.size() == 1) {
      return read.getFirst();
    }
    Buffer body = Buffer.buffer(bytes);
    read.forEach(body::appendBuffer);
    return body;
  }

  /**
   * Reads no more: what still comes is discarded, and what has come is free at once. A connection
   * that is closed by another thread may have to wait for its event loop.
   */
  private void stop() {
    parts = null;
  }

  private void fail(Throwable cause) {
    if (parts == null) {
      return;
    }
    stop();
    if (!(cause instanceof HttpClosedException)) {
      refuse(Refusal.invalid("request", "cannot be read"));
      // Vert.x closes the connection next.
      Connection.flush(context.request());
    }
  }

  private void refuse(Refusal refusal) {
    context.fail(Problem.status(refusal.code()), new RefusedException(refusal));
  }
}
