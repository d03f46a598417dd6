package dev.scrip.http;

import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Problem;
import dev.scrip.trigger.ContentType;
import dev.scrip.trigger.Methods;
import dev.scrip.trigger.Query;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Makes every request for a function a POST with a JSON object, or refuses it: reads may come by
 * GET with query parameters, writes may not, and no other method means anything here.
 */
@Singleton
class RequestFilter {

  /**
   * Before authentication at 200, which sees the rerouted request then; behind CORS at 300, which
   * answers OPTIONS.
   */
  private static final int PRIORITY = 250;

  /** Under this key a request that came by GET keeps the JSON that its query became. */
  static final String FROM_QUERY = RequestFilter.class.getName();

  private final FunctionPath path;

  RequestFilter(FunctionPath path) {
    this.path = path;
  }

  void register(@Observes Filters filters) {
    filters.register(this::filter, PRIORITY);
  }

  /** Whether a request came as a GET, although it is a POST by now. */
  static boolean isFromQuery(RoutingContext request) {
    return request.get(FROM_QUERY) != null;
  }

  private void filter(RoutingContext request) {
    FunctionInvoker function = path.function(request.request());
    if (function == null) {
      request.next();
      return;
    }
    Buffer fromQuery = request.get(FROM_QUERY);
    if (fromQuery != null) {
      // Set here and not before the reroute, on whose way a body is read that a GET need not have
      // but may.
      setBody(request, fromQuery);
      request.request().headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
      request.next();
      return;
    }
    HttpMethod method = request.request().method();
    if (!Methods.allow(function.getName(), method.name())) {
      request.response().putHeader(HttpHeaders.ALLOW, Methods.allowed(function.getName()));
      refuse(request, Methods.refusal(function.getName()));
    } else if (method.equals(HttpMethod.GET)) {
      get(request);
    } else {
      post(request);
    }
  }

  private static void post(RoutingContext request) {
    if (!ContentType.isJson(request.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
      refuse(request, ContentType.refusal());
      return;
    }
    Buffer body = request.body().buffer();
    if (body == null || body.length() == 0) {
      setBody(request, Buffer.buffer("{}"));
    }
    request.next();
  }

  private static void get(RoutingContext request) {
    try {
      request.put(FROM_QUERY, Buffer.buffer(Query.toJson(request.request().query())));
      request.reroute(HttpMethod.POST, request.request().path());
    } catch (RefusedException e) {
      refuse(request, e.refusal());
    }
  }

  private static void setBody(RoutingContext request, Buffer body) {
    ((RoutingContextInternal) request).setBody(body);
  }

  private static void refuse(RoutingContext request, Refusal refusal) {
    request.fail(Problem.status(refusal.code()), new RefusedException(refusal));
  }
}
