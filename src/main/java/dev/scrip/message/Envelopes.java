package dev.scrip.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.scrip.access.Call;
import dev.scrip.access.Call.Caller;
import dev.scrip.access.Role;
import dev.scrip.batch.BatchFunction;
import dev.scrip.domain.AccountName;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.json.JsonErrors;
import dev.scrip.json.StrictJson;
import dev.scrip.json.Violations;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * Reads the envelopes of messages: an operation of a batch, a CloudEvent as JSON, or an event of
 * EventBridge. Unknown fields of the last two are ignored.
 */
@Singleton
public class Envelopes {

  /** The scope of ids derived from CloudEvents. */
  public static final String CLOUD_EVENTS = "cloudevents";

  private static final String EVENT_BRIDGE = "eventbridge";
  private static final String TYPE_PREFIX = "scrip.";
  private static final String MISSING = "must not be missing";

  private final StrictJson json;
  private final Validator validator;

  Envelopes(StrictJson json, Validator validator) {
    this.json = json;
    this.validator = validator;
  }

  /** The fields that distinguish the kinds of envelope. */
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Kind(TokenBuffer specversion, @JsonProperty("detail-type") TokenBuffer detailType) {}

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record CloudEvent(
      String specversion,
      String id,
      String source,
      String type,
      TokenBuffer data,
      @JsonProperty("data_base64") TokenBuffer dataBase64) {}

  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record BusEvent(
      String id,
      String source,
      @JsonProperty("detail-type") String detailType,
      TokenBuffer detail) {}

  /**
   * Reads an envelope of any kind.
   *
   * @param message JSON text
   * @throws RefusedException {@code invalid-request}, which names the invalid field
   */
  Envelope open(String message) {
    Kind kind = json.bind(message, Kind.class);
    if (kind == null) {
      throw refused("body", JsonErrors.NOT_AN_OBJECT);
    }
    if (kind.specversion() != null) {
      return cloudEvent(message);
    }
    return kind.detailType() != null ? busEvent(message) : plain(message);
  }

  /**
   * Reads a CloudEvent.
   *
   * @param message JSON in UTF-8
   * @return the envelope
   * @throws RefusedException {@code invalid-request}, which names the invalid field
   */
  public Envelope cloudEvent(byte[] message) {
    return cloudEvent(StrictJson.decode(message));
  }

  private Envelope cloudEvent(String message) {
    CloudEvent event = json.bind(message, CloudEvent.class);
    if (event == null) {
      throw refused("body", JsonErrors.NOT_AN_OBJECT);
    }
    if (event.dataBase64() != null) {
      throw refused("data_base64", "is not supported: send JSON in data");
    }
    checkVersion("specversion", event.specversion());
    require("source", event.source());
    require("id", event.id());
    return new Envelope(
        function("type", event.type()),
        orEmpty(event.data()),
        null,
        DerivedId.of(event.source(), event.id()),
        CLOUD_EVENTS,
        event.source());
  }

  private Envelope busEvent(String message) {
    BusEvent event = json.bind(message, BusEvent.class);
    require("id", event.id());
    require("source", event.source());
    return new Envelope(
        function("detail-type", event.detailType()),
        orEmpty(event.detail()),
        null,
        DerivedId.of(event.source(), event.id()),
        EVENT_BRIDGE,
        event.source());
  }

  private Envelope plain(String message) {
    BatchFunction.Item item = json.bind(message, BatchFunction.Item.class);
    Set<ConstraintViolation<BatchFunction.Item>> violations = validator.validate(item);
    if (!violations.isEmpty()) {
      throw new RefusedException(Violations.refusal(violations));
    }
    return new Envelope(item.function(), item.input(), item.sequence(), null, null, null);
  }

  private static String function(String field, String type) {
    require(field, type);
    if (!type.startsWith(TYPE_PREFIX)
        || type.length() > TYPE_PREFIX.length() + BatchFunction.MAX_FUNCTION_NAME) {
      throw refused(field, "must be " + TYPE_PREFIX + " and the name of a function");
    }
    return type.substring(TYPE_PREFIX.length());
  }

  /** The data of an event, or an empty object if it has none. */
  private static TokenBuffer orEmpty(TokenBuffer data) {
    if (data != null) {
      return data;
    }
    TokenBuffer empty = new TokenBuffer(null, false);
    try {
      empty.writeStartObject();
      empty.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return empty;
  }

  /**
   * Checks the version of a CloudEvent.
   *
   * @param field the name of the field
   * @param version the version, or null
   * @throws RefusedException {@code invalid-request} unless the version is 1.0
   */
  public static void checkVersion(String field, String version) {
    require(field, version);
    if (!version.equals("1.0")) {
      throw refused(field, "must be 1.0");
    }
  }

  /**
   * Checks that a field is present.
   *
   * @param field the name of the field
   * @param value the value of the field, or null
   * @throws RefusedException {@code invalid-request} if the value is null or empty
   */
  public static void require(String field, String value) {
    if (value == null || value.isEmpty()) {
      throw refused(field, MISSING);
    }
  }

  static RefusedException refused(String field, String message) {
    return new RefusedException(Refusal.invalid(field, message));
  }

  /**
   * A message for a function.
   *
   * @param function the function's name
   * @param input the function's input
   * @param sequence the sequence that the message belongs to, or null
   * @param id the operation id that the envelope supplies, or null
   * @param scope the scope of the id, or null if there is none
   * @param source the source of an event, or null if it states none
   */
  public record Envelope(
      String function, TokenBuffer input, String sequence, String id, String scope, String source) {

    /**
     * The call of the message: its caller and its operation id.
     *
     * @param trigger the name of the trigger that delivered it
     * @param role the role of the trigger
     * @param defaultId the id that the trigger supplies if the envelope does not, or null
     * @param defaultScope the scope of that id
     */
    Call call(String trigger, Role role, String defaultId, String defaultScope) {
      // The source is not authenticated, so it follows the trigger's name in the journal.
      boolean named = source != null && AccountName.isName(source);
      Caller caller = Caller.of(named ? trigger + ":" + source : trigger, role);
      return id != null ? Call.of(caller, id, scope) : Call.of(caller, defaultId, defaultScope);
    }

    /** Whether the message has an operation id, in the envelope or in the input. */
    boolean hasId() {
      return id != null || inputHasId();
    }

    private boolean inputHasId() {
      try (JsonParser parser = input.asParser()) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          boolean isId = parser.currentName().equals("id");
          if (parser.nextToken() == JsonToken.VALUE_STRING && isId) {
            return true;
          }
          parser.skipChildren();
        }
        return false;
      } catch (IOException e) {
        // A buffer holds parsed tokens, which cannot be malformed.
        throw new UncheckedIOException(e);
      }
    }
  }
}
