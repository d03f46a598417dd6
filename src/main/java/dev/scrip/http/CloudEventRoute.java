package dev.scrip.http;

import dev.scrip.domain.RefusedException;
import dev.scrip.function.Problem;
import dev.scrip.trigger.CloudEvents;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Takes CloudEvents from brokers: with their attributes in headers at a function's path, or all as
 * JSON at the root. They are answered without a body, which a broker would take for an event in
 * return and, since it is none, for a failure.
 */
@Singleton
class CloudEventRoute {

  /** Behind the filters, which have positive priorities, and ahead of the functions' own routes. */
  private static final int ORDER = -1;

  private final FunctionPath path;
  private final CloudEvents events;

  CloudEventRoute(FunctionPath path, CloudEvents events) {
    this.path = path;
    this.events = events;
  }

  void install(@Observes Router router) {
    router.post().order(ORDER).handler(this::handle);
  }

  private void handle(RoutingContext request) {
    HttpServerRequest http = request.request();
    String function = path.name(http);
    // A read by GET comes here as a POST, and is no event whatever its headers say.
    boolean read = request.get(RequestFilter.FROM_QUERY) != null;
    if (function == null || read || !events.isEvent(function, http::getHeader)) {
      request.next();
      return;
    }
    Buffer body = request.body().buffer();
    byte[] data = body == null ? new byte[0] : body.getBytes();
    request
        .vertx()
        .executeBlocking(
            () -> {
              events.deliver(function, http::getHeader, data, Authentication.caller(request));
              return null;
            },
            false)
        .onSuccess(
            done -> {
              request.response().headers().remove(HttpHeaders.CONTENT_TYPE);
              request.response().setStatusCode(204).end();
            })
        .onFailure(failure -> fail(request, failure));
  }

  private static void fail(RoutingContext request, Throwable failure) {
    request.fail(
        failure instanceof RefusedException refused
            ? Problem.status(refused.refusal().code())
            : 500,
        failure);
  }
}
