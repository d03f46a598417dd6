package dev.scrip.trigger;

import dev.scrip.domain.OperationId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Operation ids made from what an event says of itself. An event's id is unique among those of its
 * source alone, so both go into it.
 */
final class DerivedId {

  private DerivedId() {}

  /**
   * The same id for the same source and id, and another for any other. The source's length in front
   * tells where the source ends; what is no operation id as it stands is hashed, and a hash holds
   * no colon, so the two kinds never meet.
   */
  static String of(String source, String id) {
    String both = source.length() + ":" + source + ":" + id;
    return OperationId.isId(both) ? both : hash(both);
  }

  private static String hash(String text) {
    // Not as UTF-8, in which all halves of surrogate pairs would become the same question mark.
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
