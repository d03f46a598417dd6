package dev.scrip.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import dev.scrip.domain.Amount;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;

/**
 * Deserializes an amount from a JSON string or number to the text in the request. A number with an
 * exponent, as JavaScript writes those from 1e21, is converted to plain notation.
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
    if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
      throw new InvalidFieldException(parser, "must be a decimal number, as a string or a number");
    }
    String text = parser.getText();
    boolean hasExponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
    return token.isNumeric() && hasExponent ? withoutExponent(parser, text) : text;
  }

  private static String withoutExponent(JsonParser parser, String number)
      throws InvalidFieldException {
    return Amount.withoutExponent(number)
        .orElseThrow(
            () ->
                new InvalidFieldException(
                    parser,
                    "must have at most "
                        + Amount.MAX_TEXT_LENGTH
                        + " digits when it is written without exponent"));
  }
}
