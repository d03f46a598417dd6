package dev.scrip.http;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Problem;
import dev.scrip.trigger.Functions;
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

  private static final String FROM_QUERY = RequestFilter.class.getName();

  private final FunctionPath path;

  RequestFilter(FunctionPath path) {
    this.path = path;
  }

  void register(@Observes Filters filters) {
    filters.register(this::filter, PRIORITY);
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
      request.next();
      return;
    }
    HttpMethod method = request.request().method();
    boolean reads = Functions.reads(function.getName());
    if (method.equals(HttpMethod.POST)) {
      post(request);
    } else if (method.equals(HttpMethod.GET) && reads) {
      get(request);
    } else {
      request.response().putHeader(HttpHeaders.ALLOW, reads ? "GET, POST" : "POST");
      refuse(
          request,
          Refusal.of(
              Code.METHOD_NOT_ALLOWED,
              "Call "
                  + function.getName()
                  + (reads ? " by GET or POST." : " by POST: it changes the ledger.")));
    }
  }

  private static void post(RoutingContext request) {
    if (!ContentType.isJson(request.request())) {
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
      request.put(FROM_QUERY, Query.toJson(request.request().query()));
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
