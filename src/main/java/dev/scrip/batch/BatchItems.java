package dev.scrip.batch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.scrip.access.LedgerFunction;
import dev.scrip.batch.BatchFunction.Item;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The functions and the inputs of the operations of a batch. */
final class BatchItems {

  private static final String FUNCTIONS =
      Arrays.stream(LedgerFunction.values())
          .filter(LedgerFunction::isOperation)
          .map(LedgerFunction::word)
          .sorted()
          .collect(Collectors.joining(", "));

  private static final String REASON = "reason";

  private BatchItems() {}

  /**
   * The function of an operation.
   *
   * @throws RefusedException {@code invalid-request} if a batch may not contain it
   */
  static LedgerFunction function(Item item) {
    return LedgerFunction.of(item.function())
        .filter(LedgerFunction::isOperation)
        .orElseThrow(
            () -> new RefusedException(Refusal.invalid("function", "must be one of " + FUNCTIONS)));
  }

  /** The input of an operation, with the batch's ledger, reason and deadline as defaults. */
  static TokenBuffer input(BatchFunction.Request batch, Item item) {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("ledger", batch.ledger());
    defaults.put(REASON, batch.reason());
    // The deadline of an atomic batch is one of the whole.
    defaults.put("notAfter", batch.isAtomic() ? null : batch.notAfter());
    defaults.values().removeIf(Objects::isNull);
    return defaults.isEmpty() ? item.input() : completed(item.input(), defaults);
  }

  /**
   * Completes an object.
   *
   * @param input the parsed JSON; anything but an object is returned as it is
   * @param defaults the values of the fields that the object does not have, or has as null
   * @return the same JSON, with the defaults
   */
  static TokenBuffer completed(TokenBuffer input, Map<String, String> defaults) {
    try (JsonParser parser = input.asParser()) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return input;
      }
      TokenBuffer completed = new TokenBuffer(parser);
      completed.writeStartObject();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (!defaults.containsKey(name) || !isAbsent(name, parser)) {
          defaults.remove(name);
          completed.writeFieldName(name);
          completed.copyCurrentStructure(parser);
        }
      }
      for (Map.Entry<String, String> each : defaults.entrySet()) {
        completed.writeStringField(each.getKey(), each.getValue());
      }
      completed.writeEndObject();
      return completed;
    } catch (IOException e) {
      // A buffer holds parsed tokens, which cannot be malformed.
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a field has no value. An empty reason is none. */
  private static boolean isAbsent(String field, JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL
        || (field.equals(REASON)
            && parser.currentToken() == JsonToken.VALUE_STRING
            && parser.getTextLength() == 0);
  }
}
