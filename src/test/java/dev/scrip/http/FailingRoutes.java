package dev.scrip.http;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** A path at which every request fails with the exception that a test chooses. */
@Singleton
public class FailingRoutes {

  /** Before {@link HttpRoute}, which handles every path, and after the filters. */
  private static final int ORDER = -3;

  private Throwable failure;

  void install(@Observes Router router) {
    router.route("/failing").order(ORDER).handler(request -> request.fail(failure));
  }

  void failWith(Throwable next) {
    failure = next;
  }
}
