package dev.scrip.store;

import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Terms;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * What makes two requests the same: the first 16 bytes of SHA-256 over the function and its
 * canonical request. Amounts are in smallest units, absent fields are told from empty ones, and of
 * the terms only the reason counts: the id and the deadline are no part of what is asked.
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

  static String of(Operation operation) {
    return new Fingerprint().operation(operation).text();
  }

  static String of(AtomicSet set) {
    Fingerprint fingerprint = new Fingerprint().field("atomic");
    set.operations().forEach(fingerprint::operation);
    return fingerprint.text();
  }

  /** The fingerprint of a call that has nothing but its terms, such as reap. */
  static String of(String function, Terms terms) {
    return new Fingerprint().field(function).field(terms.reason()).text();
  }

  private Fingerprint operation(Operation operation) {
    field(operation.word());
    if (operation instanceof Operation.Create create) {
      field(create.account()).field(create.amount());
    } else if (operation instanceof Operation.Add add) {
      field(add.account()).field(add.amount());
    } else if (operation instanceof Operation.Delete delete) {
      field(delete.account());
    } else if (operation instanceof Operation.Transfer transfer) {
      field(transfer.from()).field(transfer.to()).field(transfer.amount());
    } else if (operation instanceof Operation.Burn burn) {
      field(burn.account()).field(burn.amount());
    }
    return field(operation.terms().reason());
  }

  private Fingerprint field(Amount amount) {
    return field(amount.units().toString());
  }

  /**
   * Adds a field with its length before it, so that no two requests run together to the same bytes.
   */
  private Fingerprint field(String value) {
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
