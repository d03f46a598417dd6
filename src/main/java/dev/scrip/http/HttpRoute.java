package dev.scrip.http;

import dev.scrip.access.Call.Caller;
import dev.scrip.access.TokenVerifier;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Failures;
import dev.scrip.web.WebReply;
import dev.scrip.web.WebRequest;
import dev.scrip.web.WebRequests;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The routes of the HTTP server. The first one admits and authenticates a request before its body
 * is read. The last but one converts it to a {@link WebRequest} and sends the reply.
 */
@Singleton
public class HttpRoute {

  /** Before the handler of Vert.x that reads bodies, whose order is the next. */
  private static final int FIRST = Integer.MIN_VALUE;

  /** Routes of the same order are tried in the order in which they are installed. */
  private static final int BEFORE_OTHERS = 1;

  /** The priority of observers whose routes follow the first, before a body is read. */
  public static final int BEFORE_BODIES = 2;

  /** Before the handlers of failures that Quarkus brings. */
  private static final int FAILURES = Integer.MIN_VALUE + 2;

  /** After the filters, which have negative orders, and before the routes of Funqy. */
  private static final int FUNCTIONS = -1;

  private static final String CALLER = Caller.class.getName();
  private static final byte[] NO_BODY = {};

  /** The headers of every reply, which are encoded once. */
  private final Map<CharSequence, CharSequence> headers =
      WebReply.HEADERS.entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  each -> HttpHeaders.createOptimized(each.getKey()),
                  each -> HttpHeaders.createOptimized(each.getValue())));

  private final RequestLimits limits;
  private final TokenVerifier verifier;
  private final WebRequests requests;
  private final FailureHandler failures;
  private final String root;
  private final String openPath;

  HttpRoute(
      RequestLimits limits,
      TokenVerifier verifier,
      WebRequests requests,
      FailureHandler failures,
      @ConfigProperty(name = "quarkus.http.root-path", defaultValue = "/") String root,
      @ConfigProperty(name = "quarkus.http.non-application-root-path", defaultValue = "/q")
          String openPath) {
    this.limits = limits;
    this.verifier = verifier;
    this.requests = requests;
    this.failures = failures;
    this.root = root.endsWith("/") ? root : root + "/";
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

  void installFirst(@Observes @Priority(BEFORE_OTHERS) Router router) {
    router.route().order(FIRST).handler(this::begin);
  }

  void install(@Observes Router router) {
    router.route().order(FIRST).handler(this::admit);
    router.route().order(FAILURES).failureHandler(failures);
    router.route().order(FUNCTIONS).handler(this::call);
    router.route().last().handler(context -> context.fail(404));
  }

  private void begin(RoutingContext context) {
    if (isSentOn(context)) {
      context.next();
      return;
    }
    HttpServerRequest http = context.request();
    headers.forEach(context.response()::putHeader);
    if (Connection.begin(http)) {
      context.addEndHandler(ended -> Connection.end(http));
      context.next();
    }
  }

  /** Whether a page of dev mode has sent the request on from another path, without a caller. */
  private static boolean isSentOn(RoutingContext context) {
    return BodyReader.hasRead(context);
  }

  private void admit(RoutingContext context) {
    if (isSentOn(context)) {
      context.next();
      return;
    }
    boolean isOpen = isOpen(context);
    if (isOpen) {
      // The pages that Quarkus serves in dev mode run scripts of their own.
      context.response().headers().remove("content-security-policy");
    }
    if (!limits.begin(context, !isOpen)) {
      return;
    }
    if (context.request().headers().getAll(HttpHeaders.HOST).size() > 1) {
      // RFC 9112 section 3.2: a proxy before this server may believe the other one.
      context.fail(400);
      return;
    }
    if (isOpen || isPreflight(context.request())) {
      readBody(context);
    } else {
      authenticate(context);
    }
  }

  /**
   * Whether a request is for a path that Quarkus serves itself, without authentication. Most of
   * them are off in production. Routes match the normalized path, which contains no /q/../.
   */
  private boolean isOpen(RoutingContext context) {
    // The request OPTIONS * has no path.
    return context.request().path() != null && context.normalizedPath().startsWith(openPath);
  }

  /** Authenticates the caller. The body waits in the connection until the token is judged. */
  private void authenticate(RoutingContext context) {
    HttpServerRequest http = context.request();
    CompletionStage<Caller> caller =
        verifier.authenticate(http.getHeader(HttpHeaders.AUTHORIZATION));
    http.pause();
    boolean isWaiting = !caller.toCompletableFuture().isDone();
    if (isWaiting) {
      Connection.stopReading(http);
    }
    Future.fromCompletionStage(caller, context.vertx().getOrCreateContext())
        .onComplete(
            judged -> {
              if (judged.succeeded()) {
                context.put(CALLER, judged.result());
                readBody(context);
              } else {
                context.fail(judged.cause());
              }
              if (isWaiting) {
                // After what has arrived so far, which is passed on by the next task.
                context.vertx().runOnContext(now -> Connection.readOn(http));
              }
            });
  }

  private void readBody(RoutingContext context) {
    if (isOpen(context)
        && context.request().headers().contains(HttpHeaders.UPGRADE, "websocket", true)) {
      // A page of dev mode, which has no body to wait for.
      if (limits.arrived(context)) {
        context.next();
      }
    } else {
      BodyReader.read(limits, context);
    }
  }

  /** Whether a browser asks for permission to send a request (CORS): it has no token yet. */
  private static boolean isPreflight(HttpServerRequest http) {
    return http.method().equals(HttpMethod.OPTIONS)
        && http.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }

  private void call(RoutingContext context) {
    if (isOpen(context)) {
      // An endpoint of Quarkus.
      context.next();
      return;
    }
    WebRequest request = request(context);
    if (request == null) {
      context.fail(404);
      return;
    }
    Caller caller = caller(context);
    CompletionStage<WebReply> unused =
        requests
            .answer(request, caller)
            .whenComplete(
                (reply, failure) -> {
                  if (failure == null) {
                    send(context.response(), reply);
                  } else {
                    context.fail(failure);
                  }
                });
  }

  /** The request, or null if its path is not below the application's root. */
  private WebRequest request(RoutingContext context) {
    HttpServerRequest http = context.request();
    String path = http.path();
    if (path == null || !path.startsWith(root)) {
      return null;
    }
    Buffer body = context.body().buffer();
    BodyReader.forget(context);
    return new WebRequest(
        http.method().name(),
        path.substring(root.length()),
        http.query(),
        http.headers()::getAll,
        body == null ? NO_BODY : body.getBytes());
  }

  /** Sends a reply. The first route has set the headers that all replies have. */
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
