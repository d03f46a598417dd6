package dev.scrip.message;

import dev.scrip.domain.OperationId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The operation id of an event, derived from its source and its id. */
public final class DerivedId {

  private DerivedId() {}

  /**
   * Derives the operation id of an event: the length of its source, its source and its id,
   * separated by colons; or, if that is not a valid operation id, its SHA-256 digest, which
   * contains no colon. Different events have different operation ids.
   *
   * @param source the source of the event
   * @param id the id of the event, unique for the source
   * @return the operation id, 1 to 128 characters
   */
  public static String of(String source, String id) {
    String both = source.length() + ":" + source + ":" + id;
    return OperationId.isId(both) ? both : hash(both);
  }

  private static String hash(String text) {
    // UTF-8 would encode every unpaired surrogate as the same question mark.
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES);
    bytes.asCharBuffer().put(text);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
