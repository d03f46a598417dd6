package dev.scrip.trigger;

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
 * What is wrong with JSON, in words of our own. Jackson's messages carry class names and values, so
 * they are never passed on: only the path to the field and the type that was wanted are.
 */
final class JsonMistake {

  static final String NOT_AN_OBJECT = "must be a JSON object";

  private static final String BODY = "body";

  private JsonMistake() {}

  /** What is wrong with the form of a text, whatever it is to be bound to. */
  static Optional<Refusal> inForm(JsonParser parser) {
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

  /**
   * Reads to the end of the object that has just begun, and tells the first field that it or a part
   * of it repeats.
   */
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

  /** Why well-formed JSON did not bind. */
  static Refusal of(JsonMappingException mistake) {
    if (mistake instanceof InvalidDefinitionException) {
      throw new IllegalStateException(mistake);
    }
    if (mistake.getCause() instanceof RefusedException refused) {
      return refused.refusal();
    }
    return Refusal.invalid(path(mistake), message(mistake));
  }

  private static String message(JsonMappingException mistake) {
    if (mistake instanceof UnrecognizedPropertyException) {
      return "is not a field of this request";
    }
    if (mistake instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return mistake.getPath().isEmpty()
          ? NOT_AN_OBJECT
          : "must be " + wanted(mismatch.getTargetType());
    }
    return mistake.getCause() instanceof StreamConstraintsException
        ? "is too long"
        : "is not valid";
  }

  private static String wanted(Class<?> type) {
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
    return type.isEnum() ? "one of the words allowed here" : "an object";
  }

  private static String path(JsonMappingException mistake) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : mistake.getPath()) {
      append(path, step.getFieldName(), step.getIndex());
    }
    return path.isEmpty() ? BODY : path.toString();
  }

  private static String path(JsonStreamContext place) {
    Deque<JsonStreamContext> steps = new ArrayDeque<>();
    for (JsonStreamContext step = place; step != null; step = step.getParent()) {
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
