package dev.scrip.http;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.scrip.trigger.StrictJson;
import dev.scrip.trigger.WebReply;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Sets up, before the server listens, what stands around the functions. */
@Singleton
class Routes {

  private static final int FIRST = Integer.MIN_VALUE;

  /** Behind the handler that reads bodies, which comes right after the first. */
  private static final int AFTER_BODY = Integer.MIN_VALUE + 2;

  private final StrictJson json;
  private final FailureHandler failures;

  Routes(StrictJson json, FailureHandler failures) {
    this.json = json;
    this.failures = failures;
  }

  void install(@Observes Router router) {
    router.route().order(FIRST).handler(Routes::protect);
    router.route().order(AFTER_BODY).failureHandler(failures);
    router.route().last().handler(request -> request.fail(404));
    bindStrictly();
  }

  private static void protect(RoutingContext request) {
    WebReply.HEADERS.forEach(request.response()::putHeader);
    if (request.request().path() != null && request.request().path().startsWith("/q/")) {
      // The pages that Quarkus serves in dev mode run scripts of their own.
      request.response().headers().remove("content-security-policy");
    }
    request.next();
  }

  /**
   * Funqy's own readers ignore unknown fields and the case of names, and no setting changes that.
   */
  private void bindStrictly() {
    for (FunctionInvoker function : FunctionRecorder.registry.invokers()) {
      if (function.hasInput()) {
        function
            .getBindingContext()
            .put(ObjectReader.class.getName(), json.reader(function.getInputType()));
      }
    }
  }
}
