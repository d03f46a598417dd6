package dev.scrip.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.WeightedSum;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The arguments of scripts, most of them JSON. Names are encoded already. Amounts are JSON strings
 * in smallest units, because Lua reads a JSON number as a double. Absent fields are left out,
 * because Lua reads a JSON null as a true value.
 */
final class ScriptArguments {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int FINGERPRINT_BYTES = 16;
  private static final char SCOPE_SEPARATOR = '\u001f';

  private ScriptArguments() {}

  /**
   * The configured definition of a ledger, the first arguments of every script, as {@code
   * lua/include/keys.lua} names them.
   *
   * @param ledger the ledger as configured
   * @param keyCheckValue the key check value of its account names
   * @param shared the settings that all ledgers share
   */
  static List<String> definition(
      LedgerDefinition ledger, String keyCheckValue, StoreSettings shared) {
    List<String> settings = new ArrayList<>(List.of(ledger.kind().word()));
    if (ledger.log()) {
      settings.add("log");
    }
    if (ledger.burnable()) {
      settings.add("burnable");
    }
    if (ledger.ranking()) {
      settings.add("ranking");
    }
    if (shared.publish()) {
      settings.add("publish");
    }
    settings.add("books=" + shared.maxBooks());
    return List.of(
        stored(ledger, keyCheckValue),
        Integer.toString(ledger.decimals()),
        ledger.min().units().toString(),
        ledger.max().units().toString(),
        Long.toString(shared.retention().toMillis()),
        String.join(" ", settings));
  }

  /**
   * The part of a definition that Redis holds: what the same digits mean, whether there is no
   * ranking, and of a token what never changes.
   */
  private static String stored(LedgerDefinition ledger, String keyCheckValue) {
    return object(
        json -> {
          json.writeStringField("kind", ledger.kind().word());
          json.writeStringField("decimals", Integer.toString(ledger.decimals()));
          json.writeStringField("accountCipher", keyCheckValue);
          if (!ledger.ranking()) {
            json.writeStringField("ranking", "false");
          }
          if (ledger.kind() == Kind.TOKEN) {
            json.writeStringField("name", ledger.name());
            json.writeStringField("symbol", ledger.symbol());
            amount(json, "totalSupply", ledger.totalSupply());
          }
        });
  }

  /** An operation, an argument of {@code apply.lua}. */
  static String operation(Operation operation) {
    return object(
        json -> {
          request(json, operation);
          identity(json, operation.options());
        });
  }

  /**
   * An atomic set, an argument of {@code apply.lua}. Its operations have the id, the deadline and
   * the caller of the set.
   */
  static String atomic(AtomicSet set) {
    return object(
        json -> {
          json.writeArrayFieldStart("operations");
          for (Operation operation : set.operations()) {
            json.writeStartObject();
            request(json, operation);
            json.writeEndObject();
          }
          json.writeEndArray();
          identity(json, set.options());
        });
  }

  /** The first balances of a token ledger and the options of {@code initialize.lua}. */
  static String allocations(Map<String, Amount> allocations, Operation.Options options) {
    return object(
        json -> {
          text(json, "reason", options.reason());
          text(json, "data", options.data());
          identity(json, options);
          json.writeArrayFieldStart("allocations");
          for (Map.Entry<String, Amount> allocation : allocations.entrySet()) {
            json.writeStartObject();
            json.writeStringField("account", allocation.getKey());
            amount(json, "amount", allocation.getValue());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /**
   * The request of {@code startJob.lua} for a weighted sum.
   *
   * @param sum the sum
   * @param ledger the name of the ledger
   * @param options the options, with encoded names
   */
  static String weightedSum(WeightedSum sum, String ledger, Operation.Options options) {
    return object(
        json -> {
          json.writeStringField("operation", "wsum");
          json.writeStringField(
              "destination", sum.destination().equals(ledger) ? "" : sum.destination());
          json.writeObjectFieldStart("weights");
          // The order of the books does not make another request.
          for (Map.Entry<String, BigDecimal> each : new TreeMap<>(sum.weights()).entrySet()) {
            json.writeStringField(each.getKey(), each.getValue().toPlainString());
          }
          json.writeEndObject();
          text(json, "reason", options.reason());
          text(json, "data", options.data());
          identity(json, options);
          json.writeBooleanField("ofLedger", sum.weights().containsKey(ledger));
          json.writeArrayFieldStart("books");
          for (String book : sum.weights().keySet()) {
            if (!book.equals(ledger)) {
              json.writeString(book);
            }
          }
          json.writeEndArray();
        });
  }

  /** The request of {@code startJob.lua} to delete a book. */
  static String deletion(String book, Operation.Options options) {
    return object(
        json -> {
          json.writeStringField("operation", "deleteBook");
          json.writeStringField("destination", book);
          text(json, "reason", options.reason());
          text(json, "data", options.data());
          identity(json, options);
        });
  }

  /** The request of {@code startJob.lua} to remove the accounts below the minimum. */
  static String reap(Operation.Options options) {
    return object(
        json -> {
          json.writeStringField("operation", "reap");
          text(json, "reason", options.reason());
          text(json, "data", options.data());
          identity(json, options);
        });
  }

  /** A JSON object with the fields that the caller writes. */
  static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** What makes an operation the same request: its word, its fields, its reason and its data. */
  private static void request(JsonGenerator json, Operation operation) throws IOException {
    json.writeStringField("operation", operation.word());
    for (Operation.Field field : operation.fields()) {
      if (field.accounts() == null) {
        json.writeStringField(field.name(), field.text());
      } else {
        json.writeArrayFieldStart(field.name());
        for (String account : field.accounts()) {
          json.writeString(account);
        }
        json.writeEndArray();
      }
    }
    text(json, "reason", operation.reason());
    text(json, "data", operation.data());
  }

  /** Who requests what the object holds so far: the id with its fingerprint, and the caller. */
  private static void identity(JsonGenerator json, Operation.Options options) throws IOException {
    if (options.id() != null) {
      json.writeStringField("fingerprint", fingerprint(json));
      json.writeStringField("id", options.id());
      text(json, "scope", scope(options.scope()));
    }
    text(json, "by", options.by());
    if (options.notAfter() != null) {
      json.writeNumberField("notAfter", millis(options.notAfter()));
    }
  }

  /**
   * The fingerprint of what has been written so far: the first 16 bytes of its SHA-256, as 22
   * characters of Base64. Two requests with one operation id are the same request if their
   * fingerprints are equal. The id, the deadline and the caller are written later and not covered.
   */
  private static String fingerprint(JsonGenerator json) throws IOException {
    json.flush();
    byte[] text = json.getOutputTarget().toString().getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return BASE64.encodeToString(Arrays.copyOf(digest, FINGERPRINT_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The prefix of an id among the recorded ids, or null for the shared scope. The separator occurs
   * in no id, account or trigger.
   */
  private static String scope(Operation.Scope scope) {
    if (scope.trigger() == null && scope.owner() == null) {
      return null;
    }
    return (scope.trigger() == null ? "" : scope.trigger())
        + SCOPE_SEPARATOR
        + (scope.owner() == null ? "" : scope.owner())
        + SCOPE_SEPARATOR;
  }

  /** The milliseconds of an instant since 1970, limited to the range of a long. */
  private static long millis(Instant instant) {
    try {
      return instant.toEpochMilli();
    } catch (ArithmeticException e) {
      return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** Writes an amount as a string of smallest units. */
  static void amount(JsonGenerator json, String field, Amount amount) throws IOException {
    json.writeStringField(field, amount.units().toString());
  }

  /** Writes a text, or nothing if it is null. */
  static void text(JsonGenerator json, String field, String value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  /** Writes the fields of a JSON object. */
  @FunctionalInterface
  interface Fields {

    /** Writes the fields into an object that has been started. */
    void write(JsonGenerator json) throws IOException;
  }
}
