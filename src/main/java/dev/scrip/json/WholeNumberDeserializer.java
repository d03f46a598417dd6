package dev.scrip.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Deserializes a whole number of up to nine digits from a JSON integer, or from a string such as a
 * query parameter.
 */
@RegisterForReflection
public final class WholeNumberDeserializer extends StdScalarDeserializer<Integer> {

  private static final long serialVersionUID = 1L;

  private static final Pattern TEXT = Pattern.compile("-?[0-9]{1,9}");

  /** Creates a deserializer. Called by Jackson. */
  public WholeNumberDeserializer() {
    super(Integer.class);
  }

  @Override
  public Integer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
      String text = parser.getText();
      if (TEXT.matcher(text).matches()) {
        return Integer.valueOf(text);
      }
    }
    // JsonErrors derives its message from this type.
    throw MismatchedInputException.from(parser, Integer.class, "not a whole number");
  }
}
