package dev.scrip.trigger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.BatchFunction;
import dev.scrip.function.Violations;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * Opens the envelopes in which messages come: the plain one, which is the same as in a batch; a
 * CloudEvent as JSON; and an event of EventBridge. Of the last two only the fields that are needed
 * are looked at, since others may stand beside them.
 */
@Singleton
class Envelopes {

  /** The scope of ids that CloudEvents give. */
  static final String CLOUD_EVENTS = "cloudevents";

  private static final String EVENT_BRIDGE = "eventbridge";
  private static final String TYPE_PREFIX = "scrip.";
  private static final String MISSING = "must not be missing";

  private final StrictJson json;
  private final Validator validator;

  Envelopes(StrictJson json, Validator validator) {
    this.json = json;
    this.validator = validator;
  }

  /** What tells one kind of envelope from the others. */
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
   * Opens an envelope of any kind.
   *
   * @param message JSON in UTF-8
   * @throws RefusedException {@code invalid-request}, naming the field that is wrong
   */
  Envelope open(byte[] message) {
    Kind kind = json.bind(message, Kind.class);
    if (kind == null) {
      throw refused("body", JsonMistake.NOT_AN_OBJECT);
    }
    if (kind.specversion() != null) {
      return cloudEvent(message);
    }
    return kind.detailType() != null ? busEvent(message) : plain(message);
  }

  /** Opens an envelope that can only be a CloudEvent. */
  Envelope cloudEvent(byte[] message) {
    CloudEvent event = json.bind(message, CloudEvent.class);
    if (event == null) {
      throw refused("body", JsonMistake.NOT_AN_OBJECT);
    }
    if (event.dataBase64() != null) {
      throw refused("data_base64", "is not taken: send JSON as data");
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

  private Envelope busEvent(byte[] message) {
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

  private Envelope plain(byte[] message) {
    BatchFunction.Item item = json.bind(message, BatchFunction.Item.class);
    Set<ConstraintViolation<BatchFunction.Item>> violations = validator.validate(item);
    if (!violations.isEmpty()) {
      throw new RefusedException(Violations.refusal(violations));
    }
    return new Envelope(item.function(), item.input(), item.sequence(), null, null, null);
  }

  private static String function(String field, String type) {
    require(field, type);
    if (!type.startsWith(TYPE_PREFIX)) {
      throw refused(field, "must be " + TYPE_PREFIX + " and the name of a function");
    }
    return type.substring(TYPE_PREFIX.length());
  }

  /** An event without data is a call without arguments. */
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

  static void checkVersion(String field, String version) {
    require(field, version);
    if (!version.equals("1.0")) {
      throw refused(field, "must be 1.0");
    }
  }

  static void require(String field, String value) {
    if (value == null || value.isEmpty()) {
      throw refused(field, MISSING);
    }
  }

  static RefusedException refused(String field, String message) {
    return new RefusedException(Refusal.invalid(field, message));
  }
}
