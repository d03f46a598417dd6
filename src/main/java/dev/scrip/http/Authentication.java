package dev.scrip.http;

import dev.scrip.access.Caller;
import dev.scrip.access.TokenVerifier;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Failures;
import dev.scrip.json.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Authenticates the caller of every request before its body is read. */
@Singleton
public class Authentication {

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

  /**
   * Returns the caller of an authenticated request.
   *
   * @param request the request
   * @return the caller
   * @throws RefusedException {@code unauthenticated} if the request was not authenticated, because
   *     it is a CORS preflight
   */
  public static Caller caller(RoutingContext request) {
    Caller caller = request.get(CALLER);
    if (caller == null) {
      throw new RefusedException(Failures.unauthenticated());
    }
    return caller;
  }

  /**
   * Whether a request is for a path that Quarkus serves itself, without authentication. Most of
   * them are off in production. Routes match the normalized path, which contains no /q/../.
   */
  boolean isOpen(RoutingContext request) {
    return request.normalizedPath().startsWith(openPath);
  }

  /** Authenticates the caller and goes on to the next route, or fails the request. */
  void authenticate(RoutingContext request) {
    if (isPreflight(request)) {
      request.next();
      return;
    }
    if (!verifier.isBlocking()) {
      admit(request);
      return;
    }
    // The body waits in the connection until the token has been judged.
    request.request().pause();
    request
        .vertx()
        .executeBlocking(() -> verifier.caller(authorization(request)), false)
        .onSuccess(
            caller -> {
              request.put(CALLER, caller);
              request.request().resume();
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

  /** Whether a browser asks for permission to send a request (CORS): it has no token yet. */
  private static boolean isPreflight(RoutingContext request) {
    return request.request().method().equals(HttpMethod.OPTIONS)
        && request.request().headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }

  private static String authorization(RoutingContext request) {
    return request.request().getHeader(HttpHeaders.AUTHORIZATION);
  }
}
