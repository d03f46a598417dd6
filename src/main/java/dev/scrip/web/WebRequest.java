package dev.scrip.web;

import dev.scrip.domain.OperationId;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * An HTTP request from any server.
 *
 * @param method the HTTP method, in capitals
 * @param path the path below the application's root, without the leading slash
 * @param query the query, still escaped, or null
 * @param headers the headers
 * @param body the body; empty if there is none
 */
// Requests are never compared, so the identity of the array does not matter.
@SuppressWarnings("ArrayRecordComponent")
public record WebRequest(String method, String path, String query, Headers headers, byte[] body) {

  /** The name of the header that contains an operation id. */
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private static final String CLOUD_EVENT = "application/cloudevents+json";
  private static final int LAST_ASCII = 0x7f;
  private static final int LAST_BYTE = 0xff;

  /** The headers of a request. */
  @FunctionalInterface
  public interface Headers {

    /**
     * Returns all values of a header.
     *
     * @param name the header's name, in any case
     * @return the values, in order; empty if there are none
     */
    List<String> all(String name);
  }

  /**
   * Returns the first value of a header.
   *
   * @param name the header's name, in any case
   * @return the value, or null if there is none
   * @throws RefusedException {@code invalid-request} if the header is repeated
   */
  public String header(String name) {
    List<String> values = headers.all(name);
    if (values.size() > 1) {
      throw new RefusedException(Refusal.invalid(name, "appears twice"));
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** Whether the method is POST. */
  boolean isPost() {
    return method.equals("POST");
  }

  /** Whether the body is JSON, by the header Content-Type. */
  boolean isJson() {
    return isJson(header("content-type"));
  }

  /** Whether the request is a structured CloudEvent, which is sent to the root path. */
  boolean isStructuredEvent() {
    return path.isEmpty() && mediaType(header("content-type")).equals(CLOUD_EVENT);
  }

  /** Whether the request is a binary CloudEvent, whose attributes are headers. */
  boolean isBinaryEvent() {
    return header(CloudEvents.VERSION) != null
        || header(CloudEvents.SOURCE) != null
        || header(CloudEvents.ID) != null;
  }

  /**
   * The operation id in the header Idempotency-Key, 1 to 128 characters, or null if there is none.
   *
   * @throws RefusedException {@code invalid-request} if the header is repeated or is not an
   *     operation id
   */
  String idempotencyKey() {
    List<String> values = headers.all(IDEMPOTENCY_KEY);
    if (values.isEmpty()) {
      return null;
    }
    if (values.size() > 1) {
      throw new RefusedException(Refusal.invalid(IDEMPOTENCY_KEY, "appears twice"));
    }
    String id = decode(values.get(0));
    if (id == null || !OperationId.isId(id)) {
      throw new RefusedException(Refusal.invalid(IDEMPOTENCY_KEY, OperationId.RULE));
    }
    return id;
  }

  /**
   * Reports whether a content type is JSON. A browser sends JSON from a page of another site only
   * after a CORS preflight.
   *
   * @param contentType the value of the header Content-Type, or null if there is none
   * @return true for {@code application/json} and for {@code application/*+json}
   */
  public static boolean isJson(String contentType) {
    String type = mediaType(contentType);
    return type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"));
  }

  /** The media type of a content type, without parameters and in lower case; empty for null. */
  private static String mediaType(String contentType) {
    if (contentType == null) {
      return "";
    }
    int parameters = contentType.indexOf(';');
    return (parameters < 0 ? contentType : contentType.substring(0, parameters))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /**
   * The header's value as UTF-8, or null if it is not valid UTF-8. Servers read headers as ISO
   * 8859-1, but an id must be the same text in a header as in a body. A gateway may have decoded it
   * already.
   */
  private static String decode(String header) {
    int all = 0;
    for (int i = 0; i < header.length(); i++) {
      all |= header.charAt(i);
    }
    if (all <= LAST_ASCII || all > LAST_BYTE) {
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
