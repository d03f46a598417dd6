package dev.scrip.trigger;

import dev.scrip.domain.OperationId;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The header that carries an operation id. */
public final class IdempotencyKey {

  /** Its name. */
  public static final String HEADER = "Idempotency-Key";

  private static final int LAST_BYTE = 0xff;

  private IdempotencyKey() {}

  /**
   * The operation id in the header, or null when there is none.
   *
   * @param values all that a request has under this name
   * @throws RefusedException {@code invalid-request} when the header is repeated or holds no id
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
   * Headers arrive byte by byte, unless a gateway has read them as text already; an id must be the
   * same text here as in a body, which is UTF-8. Null when it is not.
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
