package dev.scrip.store;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;

/**
 * The event loop from which a call is made. A reply is passed on there, so that the work that
 * follows is spread over all event loops and not done on the one that reads from Redis.
 */
final class CallerContext {

  private CallerContext() {}

  /** The same future, completed on the caller's event loop if the caller is on one. */
  static <T> CompletableFuture<T> completeOn(CompletableFuture<T> reply) {
    if (!Context.isOnEventLoopThread()) {
      return reply;
    }
    Context caller = Vertx.currentContext();
    CompletableFuture<T> passed = new CompletableFuture<>();
    CompletableFuture<T> unused =
        reply.whenComplete(
            (value, failure) ->
                caller.runOnContext(
                    now -> {
                      if (failure == null) {
                        passed.complete(value);
                      } else {
                        passed.completeExceptionally(failure);
                      }
                    }));
    return passed;
  }
}
