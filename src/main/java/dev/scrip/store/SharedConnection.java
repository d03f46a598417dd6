package dev.scrip.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One connection to one server, shared by all calls, which are pipelined. It is opened when it is
 * first needed and again after it was lost. If a call is not answered in time, the connection is
 * closed: the server, or a proxy in front of it, may have dropped it silently.
 */
final class SharedConnection {

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
   * Sends a request.
   *
   * @param request the request
   * @return the reply; or a failure within the timeout, which is a {@link NotSentException} if the
   *     request was not sent and never will be
   */
  CompletableFuture<Response> send(Request request) {
    Link open = link();
    Call call = new Call(new CompletableFuture<>());
    open.connection.onComplete(
        opened -> {
          if (opened.failed()) {
            call.reply.completeExceptionally(opened.cause());
          } else if (call.begin()) {
            opened.result().send(request).onComplete(call::end);
          }
        });
    return call.reply
        .orTimeout(timeoutMillis, TimeUnit.MILLISECONDS)
        .exceptionally(
            failure -> {
              if (failure instanceof TimeoutException) {
                drop(open);
              }
              throw new CompletionException(
                  call.isSent() ? failure : new NotSentException(failure));
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

    private final CompletableFuture<Response> reply;
    private boolean sent;

    Call(CompletableFuture<Response> reply) {
      this.reply = reply;
    }

    /** Whether the call may be sent: not after its timeout, when it was reported as not sent. */
    synchronized boolean begin() {
      sent = !reply.isDone();
      return sent;
    }

    synchronized boolean isSent() {
      return sent;
    }

    void end(io.vertx.core.AsyncResult<Response> result) {
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
