package dev.scrip.http;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * A path that fails in the way that a test asks for: functions that work have no such failures to
 * show.
 */
@Singleton
public class FailingRoutes {

  private Throwable failure;

  void install(@Observes Router router) {
    router.route("/failing").handler(request -> request.fail(failure));
  }

  void failWith(Throwable next) {
    failure = next;
  }
}
