package dev.scrip.trigger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A message, out of whatever it was wrapped in.
 *
 * @param function which function it is for
 * @param input what the function takes
 * @param sequence a name that ties messages together, or null
 * @param id the operation id that the envelope gives, or null
 * @param scope whose id that is, or null when there is none
 * @param source where an event came from, or null when nobody says
 */
record Envelope(
    String function, TokenBuffer input, String sequence, String id, String scope, String source) {

  /** Whether somebody chose an operation id for it, in the input or around it. */
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
      // A buffer holds tokens that were read before, so there is nothing left to be malformed.
      throw new UncheckedIOException(e);
    }
  }
}
