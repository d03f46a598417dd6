package dev.scrip.health;

import dev.scrip.http.HttpRoute;
import dev.scrip.web.WebReply;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * The routes {@code /q/health/live} and {@code /q/health/ready}, which require no token and reply
 * with the status alone. They stand before the routes of SmallRye Health, which would name the
 * checks, log each reply that is DOWN, and keep a registry for each name of a group that a caller
 * invents. No other path of SmallRye Health is served.
 */
@Singleton
@IfBuildProperty(name = "quarkus.http.host-enabled", stringValue = "true", enableIfMissing = true)
class HealthRoute {

  private static final String ROOT = "/q/health";
  private static final String LIVE = ROOT + "/live";
  private static final String READY = ROOT + "/ready";

  /** Before the handler that reads bodies, and without the limit on requests at once. */
  private static final int FIRST = Integer.MIN_VALUE;

  private static final String UP = "{\"status\":\"UP\"}";
  private static final String DOWN = "{\"status\":\"DOWN\"}";

  private final SmallRyeHealthReporter reporter;

  HealthRoute(SmallRyeHealthReporter reporter) {
    this.reporter = reporter;
  }

  void install(@Observes @Priority(HttpRoute.BEFORE_BODIES) Router router) {
    router.route(ROOT + "*").order(FIRST).handler(this::answer);
  }

  private void answer(RoutingContext context) {
    String path = context.normalizedPath();
    if (!path.equals(LIVE) && !path.equals(READY)) {
      context.fail(404);
      return;
    }
    HttpMethod method = context.request().method();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
      context.fail(405);
      return;
    }
    Uni<SmallRyeHealth> health =
        path.equals(LIVE) ? reporter.getLivenessAsync() : reporter.getReadinessAsync();
    Future.fromCompletionStage(
            health.subscribeAsCompletionStage(), context.vertx().getOrCreateContext())
        .onSuccess(result -> send(context.response(), !result.isDown()))
        .onFailure(context::fail);
  }

  private static void send(HttpServerResponse response, boolean isUp) {
    if (response.closed()) {
      return;
    }
    WebReply.HEADERS.forEach(response::putHeader);
    response
        .setStatusCode(isUp ? 200 : 503)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(isUp ? UP : DOWN);
  }
}
