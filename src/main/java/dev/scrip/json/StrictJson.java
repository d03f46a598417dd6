package dev.scrip.json;

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
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Binds JSON to requests. Refuses unknown and repeated fields, values of another type and text
 * after the end, so that a misspelt request never changes a balance.
 */
@Singleton
public class StrictJson {

  /** The deepest nesting, in levels. The requests of Scrip have at most five. */
  private static final int MAX_NESTING = 20;

  private static final int MAX_FIELD_NAME = 256;

  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private final JsonFactory factory = factory();
  private final JsonMapper mapper = mapper(factory);

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
   * Binds JSON text.
   *
   * @param <T> the type of the request
   * @param json the text in UTF-8; empty for an object without fields
   * @param request the type of the request
   * @return the request, or null if the text is {@code null}
   * @throws RefusedException {@code invalid-request}, which names the invalid field
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

  private ObjectReader reader(Class<?> request) {
    return mapper.readerFor(request).with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
  }

  /** The refusal that explains why text does not bind, or empty if it does. */
  private Optional<Refusal> explain(byte[] json, Class<?> request) {
    try (JsonParser parser = factory.createParser(json)) {
      Optional<Refusal> error = JsonErrors.ofSyntax(parser);
      if (error.isEmpty()) {
        reader(request).readValue(json);
      }
      return error;
    } catch (JsonMappingException e) {
      return Optional.of(JsonErrors.of(e));
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
