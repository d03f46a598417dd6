package dev.scrip.function;

import dev.scrip.access.Caller;

/** What a trigger knows of the call that is under way, beside its input. */
public interface Call {

  /** The operation id that came with the call, such as an Idempotency-Key header, or null. */
  String id();

  /**
   * The scope of {@link #id()}, such as {@code sqs}, or null for the caller's own: nobody can use
   * up an id of another scope.
   */
  String scope();

  /** Who is calling. */
  Caller caller();
}
