package dev.scrip.http;

import dev.scrip.access.Caller;
import dev.scrip.domain.OperationId;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.trigger.RequestCall;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Typed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the current HTTP request tells of the call beside its input: the operation id in its header.
 */
@RequestScoped
@Typed(RequestCall.class)
class HttpCall implements RequestCall {

  private static final String HEADER = "Idempotency-Key";

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
    List<String> values = request.request().headers().getAll(HEADER);
    if (values.isEmpty()) {
      return null;
    }
    if (values.size() > 1) {
      throw new RefusedException(Refusal.invalid(HEADER, "appears twice"));
    }
    String id = decode(values.get(0));
    if (id == null || !OperationId.isId(id)) {
      throw new RefusedException(Refusal.invalid(HEADER, OperationId.RULE));
    }
    return id;
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

  /**
   * Headers arrive byte by byte; an id must be the same text here as in a body, which is UTF-8.
   * Null when it is not.
   */
  private static String decode(String header) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
