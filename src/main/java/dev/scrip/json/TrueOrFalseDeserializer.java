package dev.scrip.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;

/** Deserializes true or false from a JSON boolean, or from a string such as a query parameter. */
@RegisterForReflection
public final class TrueOrFalseDeserializer extends StdScalarDeserializer<Boolean> {

  private static final long serialVersionUID = 1L;

  /** Creates a deserializer. Called by Jackson. */
  public TrueOrFalseDeserializer() {
    super(Boolean.class);
  }

  @Override
  public Boolean deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonToken token = parser.currentToken();
    if (token.isBoolean() || token == JsonToken.VALUE_STRING) {
      String text = parser.getText();
      if (text.equals("true") || text.equals("false")) {
        return Boolean.valueOf(text);
      }
    }
    // JsonErrors derives its message from this type.
    throw MismatchedInputException.from(parser, Boolean.class, "not true or false");
  }
}
