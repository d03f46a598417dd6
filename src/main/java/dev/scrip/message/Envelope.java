package dev.scrip.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A message for a function.
 *
 * @param function the function's name
 * @param input the function's input
 * @param sequence the sequence that the message belongs to, or null
 * @param id the operation id that the envelope supplies, or null
 * @param scope the scope of the id, or null if there is none
 * @param source the source of an event, or null if it states none
 */
public record Envelope(
    String function, TokenBuffer input, String sequence, String id, String scope, String source) {

  /** Whether the message has an operation id, in the envelope or in the input. */
  boolean hasId() {
    return id != null || inputHasId();
  }

  private boolean inputHasId() {
    try (JsonParser parser = input.asParser()) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isId = parser.currentName().equals("id");
        if (parser.nextToken() == JsonToken.VALUE_STRING && isId) {
          return true;
        }
        parser.skipChildren();
      }
      return false;
    } catch (IOException e) {
      // A buffer holds parsed tokens, which cannot be malformed.
      throw new UncheckedIOException(e);
    }
  }
}
