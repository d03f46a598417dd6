package dev.scrip.web;

import dev.scrip.access.Call;
import dev.scrip.access.Call.Caller;
import dev.scrip.access.LedgerFunction;
import dev.scrip.access.LedgerFunction.Effect;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Dispatcher;
import dev.scrip.function.Failures;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Processes HTTP requests from any server: calls the function at the path and returns its reply or
 * a problem.
 */
@Singleton
public class WebRequests {

  private static final Logger LOG = Logger.getLogger(WebRequests.class);

  /** The largest body of a request, in bytes. */
  public static final int MAX_BODY = 1 << 20;

  private final Dispatcher dispatcher;
  private final CloudEvents events;

  WebRequests(Dispatcher dispatcher, CloudEvents events) {
    this.dispatcher = dispatcher;
    this.events = events;
  }

  /**
   * Processes a request.
   *
   * @param request the request
   * @param caller the caller
   * @return the reply, which is a problem if the request is refused or fails
   */
  public CompletionStage<WebReply> answer(WebRequest request, Caller caller) {
    CompletionStage<WebReply> reply;
    try {
      reply = reply(request, caller).exceptionally(WebRequests::problem);
    } catch (RefusedException e) {
      reply = CompletableFuture.completedStage(WebReply.problem(e.refusal()));
    }
    return request.method().equals("HEAD") ? reply.thenApply(WebReply::withoutBody) : reply;
  }

  private CompletionStage<WebReply> reply(WebRequest request, Caller caller) {
    if (request.body().length > MAX_BODY) {
      throw new RefusedException(tooLarge());
    }
    boolean json = request.isPost() && request.isJson();
    if (json && request.isStructuredEvent()) {
      return events.deliverStructured(request, caller).thenApply(reply -> WebReply.noContent());
    }
    LedgerFunction function =
        Dispatcher.find(request.path()).orElseThrow(() -> new RefusedException(notFound()));
    if (json && request.isBinaryEvent()) {
      return events
          .deliverBinary(function, request, caller)
          .thenApply(reply -> WebReply.noContent());
    }
    boolean isRead = function.effect() == Effect.READ;
    if (!request.isPost() && !(isRead && request.method().equals("GET"))) {
      return CompletableFuture.completedStage(methodNotAllowed(function, isRead));
    }
    if (request.isPost() && !json) {
      throw new RefusedException(notJson());
    }
    byte[] input = request.isPost() ? request.body() : Query.toJson(request.query());
    // The Idempotency-Key of a read is ignored.
    Call call = Call.of(caller, isRead ? null : request.idempotencyKey(), null);
    return dispatcher.call(function.word(), input, call).thenApply(WebReply::ok);
  }

  private static WebReply methodNotAllowed(LedgerFunction function, boolean isRead) {
    Refusal refusal =
        Refusal.of(
            Code.METHOD_NOT_ALLOWED,
            "Call "
                + function.word()
                + (isRead ? " by GET or POST." : " by POST: it changes the ledger."));
    return WebReply.problem(refusal).with("allow", isRead ? "GET, POST" : "POST");
  }

  private static WebReply problem(Throwable failure) {
    return WebReply.problem(Failures.refusal(failure).orElseGet(() -> internal(failure)));
  }

  private static Refusal internal(Throwable failure) {
    LOG.error("A request failed", Failures.unwrap(failure));
    return Failures.internal();
  }

  /** {@return the refusal of a path without a function} */
  public static Refusal notFound() {
    return Refusal.of(Code.UNKNOWN_FUNCTION, "There is no function at this path.");
  }

  /** {@return the refusal of a body larger than 1 MiB} */
  public static Refusal tooLarge() {
    return Refusal.of(
        Code.REQUEST_TOO_LARGE, "The body of a request is limited to 1 MiB (1048576 bytes).");
  }

  /** {@return the refusal of a content type other than JSON} */
  public static Refusal notJson() {
    return Refusal.invalid(
        "content-type", "must be JSON: send the header `content-type: application/json`");
  }
}
