package dev.scrip.http;

import dev.scrip.web.WebReply;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Installs the headers of all replies, the failure handler and the reply to unknown paths. */
@Singleton
class Routes {

  private static final int FIRST = Integer.MIN_VALUE;

  /** After the handler that reads bodies, whose order is the one after {@link #FIRST}. */
  private static final int AFTER_BODY = Integer.MIN_VALUE + 2;

  private final FailureHandler failures;

  Routes(FailureHandler failures) {
    this.failures = failures;
  }

  void install(@Observes Router router) {
    router.route().order(FIRST).handler(Routes::protect);
    router.route().order(AFTER_BODY).failureHandler(failures);
    router.route().last().handler(context -> context.fail(404));
  }

  private static void protect(RoutingContext context) {
    WebReply.HEADERS.forEach(context.response()::putHeader);
    if (context.request().path() != null && context.request().path().startsWith("/q/")) {
      // The pages that Quarkus serves in dev mode run scripts of their own.
      context.response().headers().remove("content-security-policy");
    }
    context.next();
  }
}
