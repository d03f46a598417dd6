package dev.scrip.function;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Takes an amount from a JSON string or number, as the very text that was sent. No number is built
 * from it here: a few characters such as 1e999999999 could ask for gigabytes.
 */
@RegisterForReflection
public final class AmountTextDeserializer extends StdScalarDeserializer<String> {

  private static final long serialVersionUID = 1L;

  /** For Jackson, which makes one from a request's annotation. */
  public AmountTextDeserializer() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
      return parser.getText();
    }
    // The type that is named here decides how strict binding words the refusal.
    throw MismatchedInputException.from(parser, BigDecimal.class, "not an amount");
  }
}
