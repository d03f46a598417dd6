package dev.scrip.http;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.json.Problem;
import dev.scrip.web.WebReply;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.Json;

/** The replies to requests whose headers cannot be read, which reach no route. */
final class MalformedHeaders {

  private static final int URI_TOO_LONG = 414;
  private static final int HEADERS_TOO_LARGE = 431;

  private MalformedHeaders() {}

  /** Replies with a problem and closes the connection. */
  static void refuse(HttpServerRequest request) {
    Problem problem = problem(request.decoderResult().cause());
    WebReply.HEADERS.forEach(request.response()::putHeader);
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(Json.encode(problem));
    request.connection().close();
  }

  private static Problem problem(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return tooLarge(URI_TOO_LONG, "The path and the query of a request are too long.");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return tooLarge(HEADERS_TOO_LARGE, "The headers of a request are too long.");
    }
    return Problem.of(Refusal.invalid("request", "cannot be read"));
  }

  private static Problem tooLarge(int status, String detail) {
    Problem problem = Problem.of(Refusal.of(Code.REQUEST_TOO_LARGE, detail));
    return new Problem(
        problem.type(),
        problem.title(),
        status,
        problem.detail(),
        problem.code(),
        problem.fields());
  }
}
