package dev.scrip.trigger;

import dev.scrip.access.Caller;
import dev.scrip.function.Call;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Typed;

/** The call that is under way: what a trigger began here, or else the HTTP request. */
@RequestScoped
@Typed({Call.class, CurrentCall.class})
public class CurrentCall implements Call {

  private final RequestCall request;
  private Call begun;

  CurrentCall(RequestCall request) {
    this.request = request;
  }

  /** Begins a call that is no HTTP request of its own. */
  public void begin(Call call) {
    begun = call;
  }

  @Override
  public String id() {
    return call().id();
  }

  @Override
  public String scope() {
    return call().scope();
  }

  @Override
  public Caller caller() {
    return call().caller();
  }

  private Call call() {
    return begun != null ? begun : request;
  }
}
