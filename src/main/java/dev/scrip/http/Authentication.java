package dev.scrip.http;

import dev.scrip.access.Caller;
import dev.scrip.access.TokenVerifier;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Authenticates the caller of every request before it reaches a route. */
@Singleton
public class Authentication {

  /** Before every route, so that an unauthenticated caller cannot learn which functions exist. */
  private static final int PRIORITY = 260;

  private static final String CALLER = Authentication.class.getName();
  private static final String OPEN = CALLER + ".open";

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

  /**
   * Returns the caller of an authenticated request.
   *
   * @param request the request
   * @return the caller
   * @throws IllegalStateException if the request was not authenticated
   */
  public static Caller caller(RoutingContext request) {
    Caller caller = request.get(CALLER);
    if (caller == null) {
      throw new IllegalStateException("the request was not authenticated");
    }
    return caller;
  }

  /** Whether a request is for a path that Quarkus serves itself, without authentication. */
  static boolean isOpen(RoutingContext request) {
    return request.get(OPEN) != null;
  }

  private void authenticate(RoutingContext request) {
    // The endpoints of Quarkus are off in production by default. Routes match the normalized path,
    // which contains no /q/../.
    if (request.normalizedPath().startsWith(openPath)) {
      request.put(OPEN, true);
      request.next();
      return;
    }
    CompletionStage<Caller> caller = verifier.authenticate(authorization(request));
    Future.fromCompletionStage(caller, request.vertx().getOrCreateContext())
        .onSuccess(
            authenticated -> {
              request.put(CALLER, authenticated);
              request.next();
            })
        .onFailure(request::fail);
  }

  private static String authorization(RoutingContext request) {
    return request.request().getHeader(HttpHeaders.AUTHORIZATION);
  }
}
