package dev.scrip.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Problem;
import dev.scrip.function.Violations;
import dev.scrip.trigger.StrictJson;
import io.quarkus.arc.ArcUndeclaredThrowableException;
import io.quarkus.funqy.runtime.ApplicationException;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * Answers everything that fails, wherever it fails, with a problem. What went wrong inside goes to
 * the log alone.
 */
@Singleton
@RegisterForReflection(targets = Refusal.Violation.class)
class FailureHandler implements Handler<RoutingContext> {

  private static final Logger LOG = Logger.getLogger(FailureHandler.class);

  /** How long a client that was told that its body is too large may go on sending it. */
  private static final long LINGER_MILLIS = 1000;

  private final StrictJson json;
  private final FunctionPath path;
  private final ObjectMapper mapper;

  FailureHandler(StrictJson json, FunctionPath path, ObjectMapper mapper) {
    this.json = json;
    this.path = path;
    this.mapper = mapper;
  }

  @Override
  public void handle(RoutingContext request) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    Problem problem = Problem.of(refusal(request));
    if (response.headWritten()) {
      response.reset();
      return;
    }
    if (problem.status() == 401) {
      response.putHeader("www-authenticate", "Bearer");
    } else if (problem.status() == 503) {
      response.putHeader(HttpHeaders.RETRY_AFTER, "1");
    } else if (problem.status() == 413) {
      closeSoon(request);
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(text(problem));
  }

  private Refusal refusal(RoutingContext request) {
    Throwable failure = unwrap(request.failure());
    if (failure instanceof RefusedException refused) {
      return refused.refusal();
    }
    if (failure instanceof ConstraintViolationException violations) {
      return Violations.refusal(violations.getConstraintViolations());
    }
    if (failure instanceof UnauthorizedException || request.statusCode() == 401) {
      return Refusal.of(Code.UNAUTHENTICATED, "Send a valid bearer token.");
    }
    if (failure instanceof ForbiddenException || request.statusCode() == 403) {
      return Refusal.of(Code.FORBIDDEN, "The caller's roles do not allow this.");
    }
    return switch (request.statusCode()) {
      case 400 -> badRequest(request).orElseGet(() -> internal(request, failure));
      case 404 -> Refusal.of(Code.UNKNOWN_FUNCTION, "There is no function at this path.");
      case 405 -> Refusal.of(Code.METHOD_NOT_ALLOWED, "This path does not take that method.");
      case 413 ->
          Refusal.of(
              Code.REQUEST_TOO_LARGE, "A request's body may have at most 1 MiB (1048576 bytes).");
      default -> internal(request, failure);
    };
  }

  /**
   * What was wrong with a request that did not get as far as its function. Funqy fails it without a
   * cause when its body does not bind; where the body binds after all, it was the reply that could
   * not be written.
   */
  private Optional<Refusal> badRequest(RoutingContext request) {
    // A form is taken apart before the filter sees it, and may fail there.
    if (request.request().method().equals(HttpMethod.POST)
        && !ContentType.isJson(request.request())) {
      return Optional.of(ContentType.refusal());
    }
    if (request.failure() != null) {
      return Optional.of(Refusal.invalid("request", "cannot be read"));
    }
    FunctionInvoker function = path.function(request.request());
    Buffer body = request.body().buffer();
    return function == null || body == null
        ? Optional.of(Refusal.invalid("request", "cannot be read"))
        : json.explain(body.getBytes(), function.getInputType());
  }

  private Refusal internal(RoutingContext request, Throwable failure) {
    FunctionInvoker function = path.function(request.request());
    LOG.error((function == null ? "A request" : function.getName()) + " failed inside", failure);
    return Refusal.of(
        Code.INTERNAL_ERROR, "The request failed for a reason that the server's log tells.");
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && cause.getCause() != null && isWrapper(cause)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean isWrapper(Throwable failure) {
    return failure instanceof ApplicationException
        || failure instanceof CompletionException
        || failure instanceof ArcUndeclaredThrowableException;
  }

  /**
   * Text and not bytes: only the writer of bytes fails at half a surrogate pair, which a field's
   * name may hold.
   */
  private String text(Problem problem) {
    try {
      return mapper.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Closes the connection once the reply is out, but not at once: closing it on a client that still
   * sends would take the reply away from it.
   */
  private static void closeSoon(RoutingContext request) {
    if (request.request().version() == HttpVersion.HTTP_2) {
      // There a connection carries other requests too.
      return;
    }
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    request.request().resume();
    request
        .response()
        .endHandler(
            done ->
                request
                    .vertx()
                    .setTimer(LINGER_MILLIS, timer -> request.request().connection().close()));
  }
}
