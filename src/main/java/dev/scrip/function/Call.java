package dev.scrip.function;

/** What a trigger knows of the call that is under way, beside its input. */
public interface Call {

  /** The operation id that came with the call, such as an Idempotency-Key header, or null. */
  String id();

  /** Who is calling, or null where nobody is known. */
  String by();
}
