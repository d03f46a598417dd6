package dev.scrip.function;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Takes a small whole number from a JSON integer, or from a string of digits: all that a query
 * parameter can be. Nine digits always fit.
 */
@RegisterForReflection
public final class WholeNumberDeserializer extends StdScalarDeserializer<Integer> {

  private static final long serialVersionUID = 1L;

  private static final Pattern TEXT = Pattern.compile("-?[0-9]{1,9}");

  /** For Jackson, which makes one from a request's annotation. */
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
    // The type that is named here decides how strict binding words the refusal.
    throw MismatchedInputException.from(parser, Integer.class, "not a whole number");
  }
}
