package dev.scrip.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.function.Problem;
import dev.scrip.trigger.ContentType;
import dev.scrip.trigger.Failures;
import dev.scrip.trigger.StrictJson;
import dev.scrip.trigger.WebReply;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
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
    // Again, for what fails ahead of every handler, such as OPTIONS *.
    WebReply.HEADERS.forEach(response::putHeader);
    WebReply.headers(problem.status()).forEach(response::putHeader);
    if (problem.status() == 413) {
      closeSoon(request);
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(text(problem));
  }

  private Refusal refusal(RoutingContext request) {
    Throwable failure = Failures.unwrap(request.failure());
    return Failures.refusal(failure).orElseGet(() -> refusal(request, failure));
  }

  private Refusal refusal(RoutingContext request, Throwable failure) {
    return switch (request.statusCode()) {
      case 400 -> badRequest(request).orElseGet(() -> internal(request, failure));
      case 401 -> Failures.unauthenticated();
      case 403 -> Failures.forbidden();
      case 404 -> WebReply.nothingHere();
      case 405 -> Refusal.of(Code.METHOD_NOT_ALLOWED, "This path does not take that method.");
      case 413 -> WebReply.tooLarge();
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
        && !RequestFilter.isFromQuery(request)
        && !ContentType.isJson(request.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
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
    return Failures.internal();
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
