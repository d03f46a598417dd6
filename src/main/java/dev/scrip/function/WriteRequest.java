package dev.scrip.function;

/** The request of a function that changes the ledger. */
public interface WriteRequest {

  /** {@return the ledger's name, or null for the default ledger} */
  String ledger();

  /** {@return the operation id, 1 to 128 characters, or null} */
  String id();

  /** {@return the reason, at most 500 characters, or null; an empty reason is none} */
  String reason();

  /** {@return the ISO 8601 instant after which the operation is refused as expired, or null} */
  String notAfter();

  /** {@return the data, the text of a JSON object, or null} */
  default String data() {
    return null;
  }
}
