package dev.scrip.http;

import dev.scrip.web.WebReply;
import dev.scrip.web.WebRequest;
import dev.scrip.web.WebRequests;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The route of the functions: converts a Vert.x request to a {@link WebRequest} and sends the
 * reply.
 */
@Singleton
class HttpRoute {

  /** After the filters, which have negative orders, and before the routes of Funqy. */
  private static final int ORDER = -1;

  private static final byte[] NO_BODY = {};

  private final WebRequests requests;
  private final String root;

  HttpRoute(
      WebRequests requests,
      @ConfigProperty(name = "quarkus.http.root-path", defaultValue = "/") String root) {
    this.requests = requests;
    this.root = root.endsWith("/") ? root : root + "/";
  }

  void install(@Observes Router router) {
    router.route().order(ORDER).handler(this::handle);
  }

  private void handle(RoutingContext context) {
    if (Authentication.isOpen(context)) {
      // An endpoint of Quarkus.
      context.next();
      return;
    }
    WebRequest request = request(context);
    if (request == null) {
      context.fail(404);
      return;
    }
    context
        .vertx()
        .executeBlocking(() -> requests.answer(request, Authentication.caller(context)), false)
        .onSuccess(reply -> send(context.response(), reply))
        .onFailure(context::fail);
  }

  /** The request, or null if its path is not below the application's root. */
  private WebRequest request(RoutingContext context) {
    HttpServerRequest http = context.request();
    String path = http.path();
    if (path == null || !path.startsWith(root)) {
      return null;
    }
    Buffer body = context.body().buffer();
    return new WebRequest(
        http.method().name(),
        path.substring(root.length()),
        http.query(),
        http.headers()::getAll,
        body == null ? NO_BODY : body.getBytes());
  }

  /** Sends a reply. {@link Routes} has set the headers that all replies have. */
  static void send(HttpServerResponse response, WebReply reply) {
    if (response.closed()) {
      return;
    }
    response.setStatusCode(reply.status());
    reply.headers().forEach(response::putHeader);
    if (reply.body() == null) {
      response.end();
    } else {
      response.end(reply.body());
    }
  }
}
