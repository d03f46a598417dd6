package dev.scrip.function;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.scrip.access.Call;
import dev.scrip.access.Call.Caller;
import dev.scrip.access.Guard;
import dev.scrip.access.LedgerFunction;
import dev.scrip.access.LedgerFunction.Effect;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.json.StrictJson;
import dev.scrip.json.Violations;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.quarkus.funqy.runtime.FunqyServerRequest;
import io.quarkus.funqy.runtime.FunqyServerResponse;
import io.quarkus.funqy.runtime.RequestContext;
import io.quarkus.funqy.runtime.RequestContextImpl;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Calls functions by name, for every trigger: binds the input, checks the permission of the caller,
 * validates the request and invokes the function.
 */
@Singleton
public class Dispatcher {

  private static final Logger LOG = Logger.getLogger(Dispatcher.class);

  private final StrictJson json;
  private final Guard guard;
  private final Validator validator;

  Dispatcher(StrictJson json, Guard guard, Validator validator) {
    this.json = json;
    this.guard = guard;
    this.validator = validator;
  }

  /**
   * Finds a function that can be called.
   *
   * @param name the name of the function
   * @return the function, or empty if there is none
   */
  public static Optional<LedgerFunction> find(String name) {
    return LedgerFunction.of(name).filter(each -> each.effect() != Effect.STREAM);
  }

  /**
   * Returns the type of the request of a function.
   *
   * @param function the function
   * @return the record that it takes
   */
  public static Class<?> requestType(LedgerFunction function) {
    return (Class<?>) invoker(function).getInputType();
  }

  /**
   * Calls a function.
   *
   * @param name the name of the function
   * @param input JSON in UTF-8; empty for an object without fields
   * @param call the caller and the operation id
   * @return the function's reply; or a failure with a {@link RefusedException}, if the call is
   *     refused or fails
   */
  public CompletionStage<Object> call(String name, byte[] input, Call call) {
    return call(name, type -> json.bind(input, type), call);
  }

  /**
   * Calls a function with an input that has been parsed already.
   *
   * @param name the name of the function
   * @param input a JSON object
   * @param call the caller and the operation id
   * @return the function's reply; or a failure with a {@link RefusedException}, if the call is
   *     refused or fails
   */
  public CompletionStage<Object> call(String name, TokenBuffer input, Call call) {
    return call(name, type -> json.bind(input, type), call);
  }

  /**
   * Returns the request of a function, without calling it.
   *
   * @param function the function
   * @param input the function's input, a JSON object
   * @param call the caller
   * @return the request, which is valid and which the caller may send
   * @throws RefusedException {@code invalid-request} or {@code forbidden}
   */
  public Object request(LedgerFunction function, TokenBuffer input, Call call) {
    return checked(function, json.bind(input, requestType(function)), call);
  }

  private CompletionStage<Object> call(String name, Function<Class<?>, Object> bind, Call call) {
    try {
      LedgerFunction function = require(name);
      return invoke(function, checked(function, bind.apply(requestType(function)), call), call);
    } catch (RefusedException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private Object checked(LedgerFunction function, Object request, Call call) {
    Caller caller = call.caller();
    // A role allows a function for all accounts; the guard knows of which an account owner may.
    if (caller.isAccountOwner() || !function.allows(caller.role())) {
      guard.require(call, function, request);
    }
    if (request == null) {
      throw new RefusedException(Refusal.invalid("body", "must not be missing"));
    }
    Set<ConstraintViolation<Object>> violations = validator.validate(request);
    if (!violations.isEmpty()) {
      throw new RefusedException(Violations.refusal(violations));
    }
    return request;
  }

  private static CompletionStage<Object> invoke(
      LedgerFunction function, Object request, Call call) {
    RequestContextImpl context = new RequestContextImpl();
    context.setContextData(Call.class, call);
    Response response = new Response();
    invoker(function).invoke(new Request(request, context), response);
    return response
        .output
        .subscribeAsCompletionStage()
        .handle(
            (reply, failure) -> {
              if (failure != null) {
                throw refused(function, failure);
              }
              return reply;
            });
  }

  private static RefusedException refused(LedgerFunction function, Throwable failure) {
    return new RefusedException(
        Failures.refusal(failure).orElseGet(() -> internal(function, failure)));
  }

  private static LedgerFunction require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new RefusedException(
                    Refusal.of(Code.UNKNOWN_FUNCTION, "There is no function " + name + ".")));
  }

  private static FunctionInvoker invoker(LedgerFunction function) {
    return FunctionRecorder.registry.matchInvoker(function.word());
  }

  private static Refusal internal(LedgerFunction function, Throwable failure) {
    LOG.error(function.word() + " failed", Failures.unwrap(failure));
    return function.effect() == Effect.WRITE
        ? Failures.internal().with("outcome", "unknown")
        : Failures.internal();
  }

  private record Request(Object input, RequestContext context) implements FunqyServerRequest {

    // The interface has a raw parameter type.
    @Override
    @SuppressWarnings("rawtypes")
    public Object extractInput(Class inputClass) {
      return input;
    }
  }

  private static final class Response implements FunqyServerResponse {

    private Uni<?> output;

    @Override
    public Uni<?> getOutput() {
      return output;
    }

    @Override
    public void setOutput(Uni<?> output) {
      this.output = output;
    }
  }
}
