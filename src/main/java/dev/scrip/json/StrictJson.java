package dev.scrip.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Binds JSON to requests. Refuses unknown and repeated fields, values of another type and text
 * after the end, so that a misspelt request never changes a balance. Refuses what is too long, too
 * deep or too much while it reads, so that no text costs more than its size.
 */
@Singleton
public class StrictJson {

  /** The most characters of JSON text: those of a body of 1 MiB. */
  static final int MAX_LENGTH = 1 << 20;

  /** The deepest nesting, in levels. The requests of Scrip have at most five. */
  static final int MAX_NESTING = 20;

  /** The most tokens of JSON text: values, names of fields, and ends of lists and objects. */
  static final int MAX_TOKENS = 100_000;

  /** The most characters of a string. The longest that a function takes are cursors and reasons. */
  static final int MAX_STRING = 4096;

  static final int MAX_FIELD_NAME = 256;

  private static final String EMPTY_OBJECT = "{}";

  private final JsonFactory factory = factory();
  private final JsonMapper mapper = mapper(factory);
  private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

  /**
   * Binds JSON that has been parsed already.
   *
   * @param <T> the type of the request
   * @param input the parsed JSON
   * @param request the type of the request
   * @return the request
   * @throws RefusedException {@code invalid-request}, which names the invalid field
   */
  public <T> T bind(TokenBuffer input, Class<T> request) {
    try (JsonParser parser = input.asParser()) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RefusedException(Refusal.invalid("input", JsonErrors.NOT_AN_OBJECT));
      }
      return reader(request).readValue(parser);
    } catch (JsonMappingException e) {
      throw new RefusedException(JsonErrors.of(e));
    } catch (IOException e) {
      // A buffer holds parsed tokens, which cannot be malformed.
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Decodes JSON text.
   *
   * @param json the text in UTF-8
   * @return the text
   * @throws RefusedException {@code invalid-request} if the bytes are not UTF-8
   */
  public static String decode(byte[] json) {
    try {
      // A new decoder reports malformed bytes, which a parser would replace or overlook.
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedException(Refusal.invalid(JsonErrors.BODY, "must be UTF-8"));
    }
  }

  /**
   * Binds JSON text.
   *
   * @param <T> the type of the request
   * @param json the text in UTF-8; empty for an object without fields
   * @param request the type of the request
   * @return the request, or null if the text is {@code null}
   * @throws RefusedException {@code invalid-request}, which names the invalid field
   */
  public <T> T bind(byte[] json, Class<T> request) {
    return bind(decode(json), request);
  }

  /**
   * Binds JSON text.
   *
   * @param <T> the type of the request
   * @param json the text; empty for an object without fields
   * @param request the type of the request
   * @return the request, or null if the text is {@code null}
   * @throws RefusedException {@code invalid-request}, which names the invalid field; {@code
   *     request-too-large}
   */
  public <T> T bind(String json, Class<T> request) {
    if (json.length() > MAX_LENGTH) {
      throw new RefusedException(
          Refusal.of(
              Code.REQUEST_TOO_LARGE, "A message is limited to " + MAX_LENGTH + " characters."));
    }
    String text = json.isEmpty() ? EMPTY_OBJECT : json;
    try (JsonParser parser = factory.createParser(text)) {
      return bind(parser, text, request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T bind(JsonParser parser, String text, Class<T> request) throws IOException {
    try {
      return reader(request).readValue(parser);
    } catch (InvalidFieldException e) {
      // It names its field itself. The text behind it, which may be long, need not be read.
      throw new RefusedException(JsonErrors.of(e));
    } catch (IOException e) {
      throw new RefusedException(syntaxError(text).orElseGet(() -> JsonErrors.of(e, parser)));
    }
  }

  /** An error of syntax goes first, wherever it is: its text may be another than was meant. */
  private Optional<Refusal> syntaxError(String text) throws IOException {
    try (JsonParser parser = factory.createParser(text)) {
      return JsonErrors.ofSyntax(parser);
    }
  }

  private ObjectReader reader(Class<?> request) {
    return readers.computeIfAbsent(
        request, type -> mapper.readerFor(type).with(StreamReadFeature.STRICT_DUPLICATE_DETECTION));
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_NESTING)
                .maxTokenCount(MAX_TOKENS)
                .maxNameLength(MAX_FIELD_NAME)
                .maxStringLength(MAX_STRING)
                .maxNumberLength(Amount.MAX_TEXT_LENGTH)
                .build())
        // Names that strangers choose would stay in a table that all requests share.
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .build();
  }

  private static JsonMapper mapper(JsonFactory factory) {
    return JsonMapper.builder(factory)
        .addModule(module())
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfigDefaults(
            coercions -> {
              for (CoercionInputShape shape : CoercionInputShape.values()) {
                coercions.setCoercion(shape, CoercionAction.Fail);
              }
            })
        .build();
  }

  private static SimpleModule module() {
    return new SimpleModule()
        .addDeserializer(String.class, new TextDeserializer())
        .addDeserializer(TokenBuffer.class, new BufferDeserializer())
        .setDeserializerModifier(new SizedDeserializer.Modifier());
  }

  /**
   * Deserializes a string of limited length. The parser has the same limit, and refuses a long
   * string while it reads it; but it does not check a string that fits into its buffer.
   */
  private static final class TextDeserializer extends StdScalarDeserializer<String> {

    private static final long serialVersionUID = 1L;

    TextDeserializer() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        return (String) context.handleUnexpectedToken(String.class, parser);
      }
      String text = parser.getText();
      if (text.length() > MAX_STRING) {
        throw new InvalidFieldException(parser, JsonErrors.LONG_STRING);
      }
      return text;
    }
  }

  /**
   * Deserializes an amount from a JSON string or number to the text in the request. A number with
   * an exponent, as JavaScript writes those from 1e21, is converted to plain notation.
   */
  @RegisterForReflection
  public static final class AmountText extends StdScalarDeserializer<String> {

    private static final long serialVersionUID = 1L;

    /** Creates a deserializer. Called by Jackson. */
    public AmountText() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonToken token = parser.currentToken();
      if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
        throw new InvalidFieldException(
            parser, "must be a decimal number, as a string or a number");
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
}
