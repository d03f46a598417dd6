package dev.scrip.store;

import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Operation;
import dev.scrip.domain.OperationOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The fingerprint of a request: the first 16 bytes of a SHA-256, as 22 characters of Base64. Two
 * requests with one operation id are the same request if their fingerprints are equal. It covers
 * the function, the fields (amounts in smallest units) and the reason; an absent reason differs
 * from an empty one. The id, the deadline and the caller are not covered.
 */
final class Fingerprint {

  private static final int BYTES = 16;

  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The fingerprint of one operation. */
  static String of(Operation operation) {
    return new Fingerprint().add(operation).text();
  }

  /** The fingerprint of an atomic set: of its operations, in order. */
  static String of(AtomicSet set) {
    Fingerprint fingerprint = new Fingerprint().add("atomic");
    set.operations().forEach(fingerprint::add);
    return fingerprint.text();
  }

  /** The fingerprint of a call that has options alone, such as reap. */
  static String of(String function, OperationOptions options) {
    return new Fingerprint().add(function).add(options.reason()).text();
  }

  private Fingerprint add(Operation operation) {
    add(operation.word());
    for (Operation.Field field : operation.fields()) {
      add(field.text());
    }
    return add(operation.reason());
  }

  /** Adds a text with its length before it, so that no two requests form the same bytes. */
  private Fingerprint add(String value) {
    byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
    digest.update(
        ByteBuffer.allocate(Integer.BYTES).putInt(value == null ? -1 : bytes.length).array());
    digest.update(bytes);
    return this;
  }

  private String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(digest.digest(), BYTES));
  }
}
