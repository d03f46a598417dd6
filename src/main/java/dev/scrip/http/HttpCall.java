package dev.scrip.http;

import dev.scrip.access.Caller;
import dev.scrip.domain.RefusedException;
import dev.scrip.trigger.IdempotencyKey;
import dev.scrip.trigger.RequestCall;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Typed;

/**
 * What the current HTTP request tells of the call beside its input: the operation id in its header.
 */
@RequestScoped
@Typed(RequestCall.class)
class HttpCall implements RequestCall {

  private final CurrentVertxRequest current;

  HttpCall(CurrentVertxRequest current) {
    this.current = current;
  }

  /**
   * {@inheritDoc}
   *
   * @throws RefusedException {@code invalid-request} when the header is repeated or holds no id
   */
  @Override
  public String id() {
    RoutingContext request = current.getCurrent();
    if (request == null) {
      return null;
    }
    return IdempotencyKey.id(request.request().headers().getAll(IdempotencyKey.HEADER));
  }

  /** A caller over HTTP chooses its ids itself. */
  @Override
  public String scope() {
    return null;
  }

  @Override
  public Caller caller() {
    RoutingContext request = current.getCurrent();
    if (request == null) {
      throw new IllegalStateException("no trigger has begun this call");
    }
    return Authentication.caller(request);
  }
}
