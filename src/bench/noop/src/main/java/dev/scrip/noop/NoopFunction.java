package dev.scrip.noop;

import io.quarkus.funqy.Funq;

/** A function that does nothing, with a request and a reply as small as those of add. */
public class NoopFunction {

  /** The request. */
  public record Request(String account, long amount) {}

  /** The reply. */
  public record Reply(String account, String balance) {}

  /** Replies without doing anything. */
  @Funq
  public Reply noop(Request request) {
    return new Reply(request.account(), "1000000");
  }
}
