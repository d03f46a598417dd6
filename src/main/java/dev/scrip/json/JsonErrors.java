package dev.scrip.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Converts JSON errors to refusals. Jackson's messages contain class names and values, so only the
 * path of the field and the expected type are taken from its exceptions.
 */
public final class JsonErrors {

  /** The message for JSON that is not an object. */
  public static final String NOT_AN_OBJECT = "must be a JSON object";

  private static final String BODY = "body";

  private JsonErrors() {}

  /** The refusal of a syntax error or of a repeated field, or empty if the text has neither. */
  static Optional<Refusal> ofSyntax(JsonParser parser) {
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.of(Refusal.invalid(BODY, NOT_AN_OBJECT));
      }
      Optional<Refusal> repeated = repeatedField(parser);
      return parser.nextToken() == null
          ? repeated
          : Optional.of(Refusal.invalid(BODY, "must end after the JSON object"));
    } catch (StreamConstraintsException e) {
      String field = path(parser.getParsingContext());
      return Optional.of(Refusal.invalid(field, "is too long or nested too deeply"));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where =
          at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
      return Optional.of(Refusal.invalid(BODY, "is not valid JSON" + where));
    } catch (IOException e) {
      return Optional.of(Refusal.invalid(BODY, "is not valid JSON"));
    }
  }

  /** Reads to the end of the current object; the refusal of the first repeated field, if any. */
  private static Optional<Refusal> repeatedField(JsonParser parser) throws IOException {
    Refusal repeated = null;
    Deque<Set<String>> names = new ArrayDeque<>();
    names.push(new HashSet<>());
    while (!names.isEmpty()) {
      switch (parser.nextToken()) {
        case START_OBJECT -> names.push(new HashSet<>());
        case END_OBJECT -> names.pop();
        case FIELD_NAME -> {
          if (!names.peek().add(parser.currentName()) && repeated == null) {
            repeated = Refusal.invalid(path(parser.getParsingContext()), "appears twice");
          }
        }
        default -> {}
      }
    }
    return Optional.ofNullable(repeated);
  }

  /** The refusal of well-formed JSON that does not bind. */
  static Refusal of(JsonMappingException exception) {
    if (exception instanceof InvalidDefinitionException) {
      throw new IllegalStateException(exception);
    }
    if (exception.getCause() instanceof RefusedException refused) {
      return refused.refusal();
    }
    return Refusal.invalid(path(exception), message(exception));
  }

  private static String message(JsonMappingException exception) {
    if (exception instanceof UnrecognizedPropertyException) {
      return "is not a field of this request";
    }
    if (exception instanceof MismatchedInputException mismatch
        && mismatch.getTargetType() != null) {
      return exception.getPath().isEmpty()
          ? NOT_AN_OBJECT
          : "must be " + expected(mismatch.getTargetType());
    }
    return exception.getCause() instanceof StreamConstraintsException
        ? "is too long"
        : "is not valid";
  }

  private static String expected(Class<?> type) {
    if (type == String.class) {
      return "a string";
    }
    if (type == BigDecimal.class) {
      return "a decimal number, as a string or a number";
    }
    if (Number.class.isAssignableFrom(type) || type == int.class || type == long.class) {
      return "a whole number";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "a list";
    }
    return type.isEnum() ? "one of the allowed values" : "an object";
  }

  private static String path(JsonMappingException exception) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : exception.getPath()) {
      append(path, step.getFieldName(), step.getIndex());
    }
    return path.isEmpty() ? BODY : path.toString();
  }

  private static String path(JsonStreamContext context) {
    Deque<JsonStreamContext> steps = new ArrayDeque<>();
    for (JsonStreamContext step = context; step != null; step = step.getParent()) {
      steps.push(step);
    }
    StringBuilder path = new StringBuilder();
    for (JsonStreamContext step : steps) {
      if (step.hasPathSegment()) {
        append(path, step.getCurrentName(), step.getCurrentIndex());
      }
    }
    return path.isEmpty() ? BODY : path.toString();
  }

  private static void append(StringBuilder path, String name, int index) {
    if (name == null) {
      path.append('[').append(index).append(']');
    } else {
      path.append(path.isEmpty() ? "" : ".").append(name);
    }
  }
}
