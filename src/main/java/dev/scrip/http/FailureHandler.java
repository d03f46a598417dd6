package dev.scrip.http;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.function.Failures;
import dev.scrip.web.WebReply;
import dev.scrip.web.WebRequest;
import dev.scrip.web.WebRequests;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Replies with a problem to every request that fails outside the functions. The cause of an
 * internal error is logged and not part of the reply.
 */
@Singleton
class FailureHandler implements Handler<RoutingContext> {

  private static final Logger LOG = Logger.getLogger(FailureHandler.class);

  /** How long a client may continue to send a body that is refused, in milliseconds. */
  private static final long LINGER_MILLIS = 1000;

  private static final int TOO_LARGE = 413;

  @Override
  public void handle(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (response.closed()) {
      return;
    }
    WebReply reply = WebReply.problem(refusal(context));
    if (response.headWritten()) {
      response.reset();
      return;
    }
    if (reply.status() == TOO_LARGE || isArriving(context.request())) {
      closeSoon(context);
    }
    // A request without a path, such as OPTIONS *, has reached no other route.
    WebReply.HEADERS.forEach(response::putHeader);
    HttpRoute.send(response, reply);
  }

  /** Whether a body is on its way that nobody will read. */
  private static boolean isArriving(HttpServerRequest request) {
    return !request.isEnded()
        && (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
            || request.headers().contains(HttpHeaders.CONTENT_LENGTH));
  }

  private static Refusal refusal(RoutingContext context) {
    Throwable failure = Failures.unwrap(context.failure());
    return Failures.refusal(failure).orElseGet(() -> refusal(context, failure));
  }

  private static Refusal refusal(RoutingContext context, Throwable failure) {
    return switch (context.statusCode()) {
      case 401 -> Failures.unauthenticated();
      case 403 -> Failures.forbidden();
      case 404 -> WebRequests.notFound();
      case 405 -> Refusal.of(Code.METHOD_NOT_ALLOWED, "This path does not support the method.");
      case TOO_LARGE -> WebRequests.tooLarge();
      default ->
          context.statusCode() >= 400 && context.statusCode() < 500
              ? badRequest(context)
              : internal(failure);
    };
  }

  /** The refusal of a request that the server cannot read, such as a malformed form. */
  private static Refusal badRequest(RoutingContext context) {
    boolean isOtherType =
        context.request().method().equals(HttpMethod.POST)
            && !WebRequest.isJson(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
    return isOtherType ? WebRequests.notJson() : Refusal.invalid("request", "cannot be read");
  }

  private static Refusal internal(Throwable failure) {
    LOG.error("A request failed", failure);
    return Failures.internal();
  }

  /**
   * Closes the connection one second after the reply. Closing it while the client still sends could
   * discard the reply.
   */
  private static void closeSoon(RoutingContext context) {
    if (context.request().version() == HttpVersion.HTTP_2) {
      // An HTTP/2 connection carries other requests too.
      return;
    }
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    Connection.endSoon(context.request());
    context.request().resume();
    context.addEndHandler(
        done ->
            context
                .vertx()
                .setTimer(LINGER_MILLIS, timer -> context.request().connection().close()));
  }
}
