package dev.scrip.function;

/** What the request of every write may carry. */
interface WriteRequest {

  /** The ledger's name, or null for the default ledger. */
  String ledger();

  /** The operation id, or null. */
  String id();

  /** Why, or null. */
  String reason();

  /** An ISO 8601 instant after which the operation is refused as expired, or null. */
  String notAfter();
}
