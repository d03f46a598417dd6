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
import dev.scrip.domain.Amount;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Converts JSON errors to refusals. Jackson's messages contain class names and values, so only the
 * path of the field and the expected type are taken from its exceptions.
 */
public final class JsonErrors {

  /** The message for JSON that is not an object. */
  public static final String NOT_AN_OBJECT = "must be a JSON object";

  static final String BODY = "body";

  /** The message for a string that is too long. */
  static final String LONG_STRING = "must be at most " + StrictJson.MAX_STRING + " characters long";

  /** The words of other ledgers for fields of Scrip. */
  private static final Map<String, String> SYNONYMS =
      Map.of(
          "key", "account",
          "userId", "account",
          "value", "amount",
          "fromUserId", "from",
          "metadata", "data",
          "toUserId", "to");

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
      return Optional.of(ofLimit(parser));
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

  /** The refusal of a token that is too deep, too many, or a number or a name that is too long. */
  private static Refusal ofLimit(JsonParser parser) {
    JsonStreamContext context = parser.getParsingContext();
    if (context.getNestingDepth() > StrictJson.MAX_NESTING) {
      return Refusal.invalid(
          path(context), "must be nested at most " + StrictJson.MAX_NESTING + " levels deep");
    }
    if (parser.currentTokenCount() > StrictJson.MAX_TOKENS) {
      return Refusal.invalid(
          BODY, "must have at most " + StrictJson.MAX_TOKENS + " values and names of fields");
    }
    boolean isName = context.inObject() && parser.currentToken() != JsonToken.FIELD_NAME;
    return isName
        ? Refusal.invalid(
            path(context.getParent()),
            "must not have a name of more than " + StrictJson.MAX_FIELD_NAME + " characters")
        : Refusal.invalid(
            path(context), "must be at most " + Amount.MAX_TEXT_LENGTH + " characters long");
  }

  /** The refusal of well-formed JSON that does not bind, or has a string that is too long. */
  static Refusal of(IOException exception, JsonParser parser) {
    if (exception instanceof StreamConstraintsException
        || exception.getCause() instanceof StreamConstraintsException) {
      return Refusal.invalid(path(parser.getParsingContext()), LONG_STRING);
    }
    if (exception instanceof JsonMappingException mapping) {
      return of(mapping);
    }
    throw new UncheckedIOException(exception);
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
    if (exception instanceof InvalidFieldException invalid) {
      return invalid.problem();
    }
    if (exception instanceof UnrecognizedPropertyException unknown) {
      return "is not a field of this request" + suggestion(unknown);
    }
    if (exception instanceof MismatchedInputException mismatch
        && mismatch.getTargetType() != null) {
      return exception.getPath().isEmpty()
          ? NOT_AN_OBJECT
          : "must be " + expected(mismatch.getTargetType());
    }
    return "is not valid";
  }

  /** The field that the caller of an unknown field may have meant, if the request has it. */
  private static String suggestion(UnrecognizedPropertyException unknown) {
    String field = SYNONYMS.get(unknown.getPropertyName());
    return field != null && unknown.getKnownPropertyIds().contains(field) ? "; use " + field : "";
  }

  private static String expected(Class<?> type) {
    if (type == String.class) {
      return "a string";
    }
    if (Number.class.isAssignableFrom(type) || type == int.class || type == long.class) {
      return "a whole number";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
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
