package dev.scrip.store;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One connection to one server, shared by all calls, which are pipelined. It is opened when it is
 * first needed and again after it was lost. If a call is not answered in time, the connection is
 * closed: the server, or a proxy in front of it, may have dropped it silently.
 */
final class SharedConnection {

  private static final Logger LOG = Logger.getLogger(SharedConnection.class);

  private final Supplier<Redis> clients;
  private final long timeoutMillis;
  private final Context context;
  private Link link;

  /**
   * A connection that is not open yet.
   *
   * @param vertx runs the client
   * @param clients creates a client with a single connection, which closes it when it is closed
   * @param timeoutMillis the time after which a call fails, in milliseconds
   */
  SharedConnection(Vertx vertx, Supplier<Redis> clients, long timeoutMillis) {
    this.context = vertx.getOrCreateContext();
    this.clients = clients;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Sends a request, and waits for the reply until the timeout.
   *
   * @param request the request
   * @return as of {@link #send(Request, boolean, long)}
   */
  CompletableFuture<Response> send(Request request) {
    return send(request, false, timeoutMillis);
  }

  /**
   * Sends a request.
   *
   * @param request the request
   * @param isAsking whether the request is for a slot that is still being moved to this server
   * @param waitMillis how long the caller waits for the reply, in milliseconds. The connection is
   *     not closed before half the timeout, because a caller with little time left says nothing
   *     about it.
   * @return the reply; or a failure within that time, which is a {@link NotSentException} if the
   *     request was not sent and never will be
   */
  CompletableFuture<Response> send(Request request, boolean isAsking, long waitMillis) {
    Link open = link();
    Call call = new Call(request, isAsking);
    open.connection.onComplete(
        opened -> {
          if (opened.failed()) {
            call.reply.completeExceptionally(opened.cause());
          } else if (isAsking) {
            // ASKING holds for the next request of the connection, so no other may be sent between.
            context.runOnContext(now -> call.send(opened.result()));
          } else {
            call.send(opened.result());
          }
        });
    long patienceMillis = Math.max(waitMillis, timeoutMillis / 2);
    // The caller is answered after the connection was dropped, so that its next call gets another
    // one.
    CompletableFuture<Response> ended =
        call.reply
            .orTimeout(patienceMillis, TimeUnit.MILLISECONDS)
            .whenComplete(
                (response, failure) -> {
                  if (failure instanceof TimeoutException) {
                    drop(open);
                  }
                });
    CompletableFuture<Response> awaited =
        waitMillis < patienceMillis
            ? ended.copy().orTimeout(waitMillis, TimeUnit.MILLISECONDS)
            : ended;
    return awaited.exceptionally(
        failure -> {
          Throwable cause = StoreFailure.unwrap(failure);
          throw new CompletionException(call.giveUp() ? new NotSentException(cause) : cause);
        });
  }

  private synchronized Link link() {
    if (link == null) {
      link = new Link();
      context.runOnContext(link::open);
    }
    return link;
  }

  /** Closes a link, so that the next call opens another one. The calls on it fail. */
  private void drop(Link dropped) {
    synchronized (this) {
      if (link == dropped) {
        link = null;
      }
    }
    dropped.close();
  }

  /** A connection of one client, from its opening to its end. */
  private final class Link {

    private final Promise<RedisConnection> opening = Promise.promise();
    private final Future<RedisConnection> connection = opening.future();
    private Redis client;
    private boolean closed;

    private void open(Void now) {
      Future<RedisConnection> connecting;
      synchronized (this) {
        if (closed) {
          return;
        }
        try {
          client = clients.get();
        } catch (RuntimeException e) {
          opening.fail(e);
          drop(this);
          return;
        }
        connecting = client.connect();
      }
      connecting
          .onSuccess(
              open -> {
                open.exceptionHandler(failure -> drop(this)).endHandler(end -> drop(this));
                opening.tryComplete(open);
              })
          .onFailure(
              failure -> {
                // The next call tries again, so this link is dropped before its calls fail.
                drop(this);
                opening.tryFail(failure);
              });
    }

    private synchronized void close() {
      closed = true;
      if (client != null) {
        client.close();
        client = null;
      }
    }
  }

  /** A call: either it is sent and its outcome may stay unknown, or it never will be. */
  private static final class Call {

    private final Request request;
    private final boolean isAsking;
    private final CompletableFuture<Response> reply = new CompletableFuture<>();
    private boolean sent;
    private boolean givenUp;

    Call(Request request, boolean isAsking) {
      this.request = request;
      this.isAsking = isAsking;
    }

    void send(RedisConnection connection) {
      if (!begin()) {
        return;
      }
      if (isAsking) {
        connection
            .send(Request.cmd(Command.ASKING))
            .onFailure(failure -> LOG.warnf("redis refused ASKING: %s", failure));
      }
      connection.send(request).onComplete(this::end);
    }

    private synchronized boolean begin() {
      sent = !givenUp;
      return sent;
    }

    /** Has the call not be sent any more. Returns false if it was sent before. */
    synchronized boolean giveUp() {
      givenUp = !sent;
      return givenUp;
    }

    private void end(AsyncResult<Response> result) {
      if (result.succeeded()) {
        reply.complete(result.result());
      } else {
        reply.completeExceptionally(result.cause());
      }
    }
  }

  /** The failure of a call that was not sent, and never will be. */
  static final class NotSentException extends Exception {

    private static final long serialVersionUID = 1L;

    NotSentException(Throwable cause) {
      super("not sent: " + cause, cause, false, false);
    }
  }
}
