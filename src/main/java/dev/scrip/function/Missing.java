package dev.scrip.function;

/** What is said of a field that must be there. */
final class Missing {

  static final String MESSAGE = "must not be missing";

  private Missing() {}
}
