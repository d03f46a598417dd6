package dev.scrip.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Deserializes an amount from a JSON string or number to the text in the request. It creates no
 * number: one such as 1e999999999 could require gigabytes of memory.
 */
@RegisterForReflection
public final class AmountTextDeserializer extends StdScalarDeserializer<String> {

  private static final long serialVersionUID = 1L;

  /** Creates a deserializer. Called by Jackson. */
  public AmountTextDeserializer() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
      return parser.getText();
    }
    // JsonErrors derives its message from this type.
    throw MismatchedInputException.from(parser, BigDecimal.class, "not an amount");
  }
}
