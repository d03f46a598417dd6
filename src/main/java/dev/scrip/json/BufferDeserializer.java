package dev.scrip.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;

/** Deserializes any JSON value to its tokens, to be bound later. Its strings are limited. */
final class BufferDeserializer extends StdDeserializer<TokenBuffer> {

  private static final long serialVersionUID = 1L;

  BufferDeserializer() {
    super(TokenBuffer.class);
  }

  @Override
  public TokenBuffer deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    TokenBuffer buffer = context.bufferForInputBuffering(parser);
    int depth = 0;
    do {
      JsonToken token = depth == 0 ? parser.currentToken() : parser.nextToken();
      if (token == JsonToken.VALUE_STRING && parser.getTextLength() > StrictJson.MAX_STRING) {
        // As the parser does, which does not check a string that fits into its buffer.
        throw new StreamConstraintsException(JsonErrors.LONG_STRING);
      }
      buffer.copyCurrentEvent(parser);
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    } while (depth > 0);
    return buffer;
  }
}
