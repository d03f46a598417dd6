package dev.scrip.web;

import dev.scrip.access.Call;
import dev.scrip.access.Caller;
import dev.scrip.access.LedgerFunction;
import dev.scrip.access.LedgerFunction.Effect;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Dispatcher;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Processes HTTP requests from any server: calls the function at the path and returns its reply or
 * a problem.
 */
@Singleton
public class WebRequests {

  /** The largest body of a request, in bytes. */
  public static final int MAX_BODY = 1 << 20;

  private final Dispatcher dispatcher;
  private final CloudEvents events;
  private final WebReplies replies;

  WebRequests(Dispatcher dispatcher, CloudEvents events, WebReplies replies) {
    this.dispatcher = dispatcher;
    this.events = events;
    this.replies = replies;
  }

  /**
   * Processes a request. Blocks until the function has replied.
   *
   * @param request the request
   * @param caller the caller
   * @return the reply
   */
  public WebReply answer(WebRequest request, Caller caller) {
    WebReply reply;
    try {
      reply = reply(request, caller);
    } catch (RefusedException e) {
      reply = replies.problem(e.refusal());
    }
    return request.method().equals("HEAD")
        ? new WebReply(reply.status(), reply.headers(), null)
        : reply;
  }

  private WebReply reply(WebRequest request, Caller caller) {
    if (request.body().length > MAX_BODY) {
      throw new RefusedException(WebReplies.tooLarge());
    }
    boolean post = request.method().equals("POST");
    boolean json = post && ContentType.isJson(request.header("content-type"));
    if (json && events.isStructured(request)) {
      events.deliverStructured(request, caller);
      return replies.noContent();
    }
    LedgerFunction function =
        Dispatcher.find(request.path())
            .orElseThrow(() -> new RefusedException(WebReplies.notFound()));
    if (json && events.isBinary(request)) {
      events.deliverBinary(function, request, caller);
      return replies.noContent();
    }
    if (!HttpMethods.allow(function, request.method())) {
      return replies.problem(
          HttpMethods.refusal(function), Map.of("allow", HttpMethods.allowed(function)));
    }
    if (post && !json) {
      throw new RefusedException(ContentType.refusal());
    }
    byte[] input = post ? request.body() : Query.toJson(request.query());
    return replies.ok(dispatcher.call(function.word(), input, call(function, request, caller)));
  }

  /** The call of a function: the Idempotency-Key of a read is ignored. */
  private static Call call(LedgerFunction function, WebRequest request, Caller caller) {
    return function.effect() == Effect.WRITE
        ? Call.of(caller, IdempotencyKey.id(request.headers().all(IdempotencyKey.HEADER)), null)
        : Call.of(caller);
  }
}
