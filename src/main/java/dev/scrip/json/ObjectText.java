package dev.scrip.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * Deserializes a JSON object to its text, without spaces between its tokens. Names, strings, and
 * the digits of numbers are those of the request.
 */
@RegisterForReflection
public final class ObjectText extends StdScalarDeserializer<String> {

  /** The most bytes of the text in UTF-8. */
  public static final int MAX_BYTES = 1024;

  private static final JsonFactory FACTORY = new JsonFactory();

  private static final String PROBLEM =
      "must be a JSON object of at most " + MAX_BYTES + " bytes, without unpaired surrogates";

  private static final long serialVersionUID = 1L;

  /** Creates a deserializer. Called by Jackson. */
  public ObjectText() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new InvalidFieldException(parser, PROBLEM);
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      int depth = 0;
      do {
        JsonToken token = depth == 0 ? parser.currentToken() : parser.nextToken();
        copy(parser, token, json);
        json.flush();
        // What is too long need not be read to its end.
        if (text.getBuffer().length() > MAX_BYTES) {
          throw new InvalidFieldException(parser, PROBLEM);
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      } while (depth > 0);
    }
    String object = text.toString();
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(object)
        || object.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new InvalidFieldException(parser, PROBLEM);
    }
    return object;
  }

  private static void copy(JsonParser parser, JsonToken token, JsonGenerator json)
      throws IOException {
    switch (token) {
      case VALUE_STRING -> json.writeString(parser.getText());
      // As text, because a number would be written with other digits.
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.writeNumber(parser.getText());
      default -> json.copyCurrentEvent(parser);
    }
  }
}
