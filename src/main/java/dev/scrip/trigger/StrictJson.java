package dev.scrip.trigger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Input;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * Binds JSON to requests without guessing: an unknown or repeated field, a value of another type
 * and anything after the end are refused, so that a slip of the pen never moves points.
 */
@Singleton
public class StrictJson implements Input {

  /** A batch of inputs is five levels deep; nobody needs many more. */
  private static final int MAX_NESTING = 20;

  private static final int MAX_FIELD_NAME = 256;

  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private final JsonFactory factory = factory();
  private final JsonMapper mapper = mapper(factory);

  /**
   * Reads JSON text as one type of request, for those who only take a reader. Its failures want
   * {@link #explain}.
   */
  public ObjectReader reader(Type request) {
    return mapper
        .readerFor(mapper.constructType(request))
        .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
  }

  @Override
  public <T> T bind(TokenBuffer input, Class<T> request) {
    try (JsonParser parser = input.asParser()) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RefusedException(Refusal.invalid("input", JsonMistake.NOT_AN_OBJECT));
      }
      return reader(request).readValue(parser);
    } catch (JsonMappingException e) {
      throw new RefusedException(JsonMistake.of(e));
    } catch (IOException e) {
      // A buffer holds tokens that were read before, so there is nothing left to be malformed.
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The request that JSON text is. No text at all is an empty object.
   *
   * @param json in UTF-8
   * @throws RefusedException {@code invalid-request}, naming the field that is wrong
   */
  public <T> T bind(byte[] json, Class<T> request) {
    byte[] text = json.length == 0 ? EMPTY_OBJECT : json;
    try {
      return reader(request).readValue(text);
    } catch (IOException e) {
      throw new RefusedException(
          explain(text, request).orElseThrow(() -> new UncheckedIOException(e)));
    }
  }

  /** What keeps JSON text from being a request, or nothing when it is one. */
  public Optional<Refusal> explain(byte[] json, Type request) {
    try (JsonParser parser = factory.createParser(json)) {
      Optional<Refusal> mistake = JsonMistake.inForm(parser);
      if (mistake.isEmpty()) {
        reader(request).readValue(json);
      }
      return mistake;
    } catch (JsonMappingException e) {
      return Optional.of(JsonMistake.of(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_NESTING)
                .maxNameLength(MAX_FIELD_NAME)
                .build())
        .build();
  }

  private static JsonMapper mapper(JsonFactory factory) {
    return JsonMapper.builder(factory)
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
}
