package dev.scrip.trigger;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Call;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunqyServerRequest;
import io.quarkus.funqy.runtime.FunqyServerResponse;
import io.quarkus.funqy.runtime.RequestContext;
import io.quarkus.funqy.runtime.RequestContextImpl;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Calls functions by name, for every trigger that is no request to a function's own path: the same
 * functions, bound as strictly, guarded and validated as they are over HTTP.
 */
@Singleton
public class Dispatcher {

  private static final Logger LOG = Logger.getLogger(Dispatcher.class);

  private final StrictJson json;
  private final CurrentCall current;

  Dispatcher(StrictJson json, CurrentCall current) {
    this.json = json;
    this.current = current;
  }

  /**
   * Calls a function.
   *
   * @param input JSON in UTF-8; no text at all is an empty object
   * @param call the id that came with the input, and who is calling
   * @return the function's reply
   * @throws RefusedException whatever goes wrong
   */
  public Object call(String function, byte[] input, Call call) {
    return dispatch(function, call, type -> json.bind(input, type));
  }

  /** Calls a function with an input that has been read already. */
  public Object call(String function, TokenBuffer input, Call call) {
    return dispatch(function, call, type -> json.bind(input, type));
  }

  private Object dispatch(String name, Call call, Function<Class<?>, Object> bind) {
    FunctionInvoker function = Functions.find(name);
    if (function == null) {
      throw new RefusedException(
          Refusal.of(Code.UNKNOWN_FUNCTION, "There is no function " + name + "."));
    }
    // Every function takes one record.
    Object input = bind.apply((Class<?>) function.getInputType());
    // Each call has a context of its own, so that of several in a row none sees another's caller.
    ManagedContext context = Arc.container().requestContext();
    ContextState outer = context.getStateIfActive();
    context.activate();
    try {
      return invoke(function, input, call);
    } finally {
      context.terminate();
      if (outer != null) {
        context.activate(outer);
      }
    }
  }

  private Object invoke(FunctionInvoker function, Object input, Call call) {
    current.begin(call);
    Response response = new Response();
    try {
      function.invoke(new Request(input, new RequestContextImpl()), response);
      return response.output == null ? null : response.output.await().indefinitely();
    } catch (RuntimeException e) {
      throw new RefusedException(
          Failures.refusal(e).orElseGet(() -> internal(function.getName(), e)));
    }
  }

  private static Refusal internal(String function, RuntimeException failure) {
    LOG.error(function + " failed inside", Failures.unwrap(failure));
    return Failures.internal();
  }

  private record Request(Object input, RequestContext context) implements FunqyServerRequest {

    // Funqy declares it so.
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
