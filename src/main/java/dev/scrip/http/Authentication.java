package dev.scrip.http;

import dev.scrip.access.Caller;
import dev.scrip.access.TokenVerifier;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Finds out who is calling before anything else is done for a request. */
@Singleton
class Authentication {

  /** Before the filter at 250, which would tell strangers which functions there are. */
  private static final int PRIORITY = 260;

  private static final String CALLER = Authentication.class.getName();

  private final TokenVerifier verifier;
  private final String openPath;

  Authentication(
      TokenVerifier verifier,
      @ConfigProperty(name = "quarkus.http.non-application-root-path", defaultValue = "/q")
          String openPath) {
    this.verifier = verifier;
    this.openPath = (openPath.startsWith("/") ? openPath : "/" + openPath) + "/";
  }

  void register(@Observes Filters filters) {
    filters.register(this::authenticate, PRIORITY);
  }

  /** Who is calling; known for every request that has come past the filter. */
  static Caller caller(RoutingContext request) {
    Caller caller = request.get(CALLER);
    if (caller == null) {
      throw new IllegalStateException("a request came past authentication");
    }
    return caller;
  }

  private void authenticate(RoutingContext request) {
    // A rerouted request comes by twice. What Quarkus serves itself is off in production unless
    // switched on. Routes go by the normalized path, in which /q/../ leads elsewhere.
    if (request.get(CALLER) != null || request.normalizedPath().startsWith(openPath)) {
      request.next();
      return;
    }
    if (!verifier.isBlocking()) {
      admit(request);
      return;
    }
    request
        .vertx()
        .executeBlocking(() -> verifier.caller(authorization(request)), false)
        .onSuccess(
            caller -> {
              request.put(CALLER, caller);
              request.next();
            })
        .onFailure(request::fail);
  }

  private void admit(RoutingContext request) {
    try {
      request.put(CALLER, verifier.caller(authorization(request)));
    } catch (RefusedException e) {
      request.fail(Problem.status(e.refusal().code()), e);
      return;
    }
    request.next();
  }

  private static String authorization(RoutingContext request) {
    return request.request().getHeader(HttpHeaders.AUTHORIZATION);
  }
}
