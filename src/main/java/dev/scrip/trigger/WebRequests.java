package dev.scrip.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.access.Caller;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Call;
import dev.scrip.function.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers requests over the web that somebody else's server has taken in, as the HTTP server here
 * answers its own.
 */
@Singleton
@RegisterForReflection(targets = Refusal.Violation.class)
public class WebRequests {

  private final Dispatcher dispatcher;
  private final CloudEvents events;
  private final ObjectMapper mapper;

  WebRequests(Dispatcher dispatcher, CloudEvents events, ObjectMapper mapper) {
    this.dispatcher = dispatcher;
    this.events = events;
    this.mapper = mapper;
  }

  /** A request. */
  public interface WebRequest {

    /** GET, POST and so on. */
    String method();

    /** The path, beginning with a slash. */
    String path();

    /** The query, still escaped, or null. */
    String query();

    /** A header by its name in any case, or null. One that was repeated has all values in one. */
    String header(String name);

    /** The body; empty when there is none. */
    byte[] body();
  }

  /**
   * A reply.
   *
   * @param body its text, or null when there is none
   */
  public record Reply(int status, Map<String, String> headers, String body) {}

  /**
   * Calls the function that a request is for.
   *
   * @param caller who is calling
   */
  public Reply answer(WebRequest request, Caller caller) {
    Reply reply;
    try {
      byte[] body = request.body();
      if (body.length > WebReply.MAX_BODY) {
        throw new RefusedException(WebReply.tooLarge());
      }
      reply = call(request, body, caller);
    } catch (RefusedException e) {
      reply = problem(e.refusal());
    }
    return request.method().equals("HEAD")
        ? new Reply(reply.status(), reply.headers(), null)
        : reply;
  }

  /** The reply that a refusal is. */
  public Reply problem(Refusal refusal) {
    Problem problem = Problem.of(refusal);
    Map<String, String> headers = new HashMap<>(WebReply.headers(problem.status()));
    headers.put("content-type", Problem.MEDIA_TYPE);
    return reply(problem.status(), headers, text(problem));
  }

  private Reply call(WebRequest request, byte[] body, Caller caller) {
    if (!request.path().startsWith("/")) {
      throw new RefusedException(WebReply.nothingHere());
    }
    String path = request.path().substring(1);
    boolean post = request.method().equals("POST");
    if (post
        && ContentType.isJson(request.header("content-type"))
        && events.isEvent(path, request::header)) {
      events.deliver(path, request::header, body, caller);
      return reply(204, Map.of(), null);
    }
    if (Functions.find(path) == null) {
      throw new RefusedException(WebReply.nothingHere());
    }
    if (!Methods.allow(path, request.method())) {
      Reply problem = problem(Methods.refusal(path));
      problem.headers().put("allow", Methods.allowed(path));
      return problem;
    }
    if (!post) {
      return ok(path, Query.toJson(request.query()), call(request, caller));
    }
    if (!ContentType.isJson(request.header("content-type"))) {
      throw new RefusedException(ContentType.refusal());
    }
    return ok(path, body, call(request, caller));
  }

  private Reply ok(String function, byte[] input, Call call) {
    Object reply = dispatcher.call(function, input, call);
    return reply(200, Map.of("content-type", "application/json"), text(reply));
  }

  private static Reply reply(int status, Map<String, String> more, String body) {
    Map<String, String> headers = new HashMap<>(WebReply.HEADERS);
    headers.putAll(more);
    return new Reply(status, headers, body);
  }

  /**
   * Half a surrogate pair, which the name of a field may hold, is no text that could be sent on: it
   * becomes a question mark.
   */
  private String text(Object value) {
    try {
      byte[] utf8 = mapper.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
      return new String(utf8, StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The header is only looked at by functions that write, as it is over HTTP. */
  private static Call call(WebRequest request, Caller caller) {
    String key = request.header(IdempotencyKey.HEADER);
    return new Call() {
      @Override
      public String id() {
        return IdempotencyKey.id(key == null ? List.of() : List.of(key));
      }

      @Override
      public String scope() {
        return null;
      }

      @Override
      public Caller caller() {
        return caller;
      }
    };
  }
}
