package dev.scrip.web;

import dev.scrip.domain.OperationId;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The header Idempotency-Key, which contains an operation id. */
public final class IdempotencyKey {

  /** The header's name. */
  public static final String HEADER = "Idempotency-Key";

  private static final int LAST_BYTE = 0xff;

  private IdempotencyKey() {}

  /**
   * Reads the operation id in the header.
   *
   * @param values all values of the header in a request
   * @return the operation id, 1 to 128 characters, or null if there is no header
   * @throws RefusedException {@code invalid-request} if the header is repeated or is not an
   *     operation id
   */
  public static String id(List<String> values) {
    if (values.isEmpty()) {
      return null;
    }
    if (values.size() > 1) {
      throw new RefusedException(Refusal.invalid(HEADER, "appears twice"));
    }
    String id = decode(values.get(0));
    if (id == null || !OperationId.isId(id)) {
      throw new RefusedException(Refusal.invalid(HEADER, OperationId.RULE));
    }
    return id;
  }

  /**
   * The header's value as UTF-8, or null if it is not valid UTF-8. Servers read headers as ISO
   * 8859-1, but an id must be the same text in a header as in a body. A gateway may have decoded it
   * already.
   */
  private static String decode(String header) {
    if (header.chars().anyMatch(each -> each > LAST_BYTE)) {
      return header;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
