package dev.scrip.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Scope;
import dev.scrip.domain.Sequenced;
import dev.scrip.domain.Terms;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What scripts read, as JSON. Amounts are always text: a JSON number would become a double. */
final class OperationJson {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final char SCOPE_SEPARATOR = '\u001f';

  private OperationJson() {}

  /** The definition that every script gets as its first argument. */
  static String definition(
      LedgerDefinition ledger, String accountCipher, boolean publish, long retentionMillis) {
    return object(
        json -> {
          json.writeStringField("ledger", ledger.ledger());
          json.writeStringField("kind", ledger.kind().word());
          json.writeStringField("decimals", Integer.toString(ledger.decimals()));
          json.writeStringField("name", ledger.name());
          json.writeStringField("symbol", ledger.symbol());
          amount(json, "min", ledger.min());
          amount(json, "max", ledger.max());
          amount(json, "totalSupply", ledger.totalSupply());
          json.writeStringField("accountCipher", accountCipher);
          json.writeBooleanField("log", ledger.log());
          json.writeBooleanField("burnable", ledger.burnable());
          json.writeBooleanField("publish", publish);
          json.writeNumberField("retention", retentionMillis);
        });
  }

  /** A set of independent operations. */
  static String independent(List<Sequenced> operations) {
    return object(
        json -> {
          json.writeArrayFieldStart("operations");
          for (Sequenced sequenced : operations) {
            json.writeStartObject();
            operation(json, sequenced.operation());
            text(json, "sequence", sequenced.sequence());
            if (sequenced.operation().terms().id() != null) {
              json.writeStringField("fingerprint", Fingerprint.of(sequenced.operation()));
            }
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** An atomic set. */
  static String atomic(AtomicSet set) {
    return object(
        json -> {
          json.writeBooleanField("atomic", true);
          terms(json, set.terms());
          if (set.terms().id() != null) {
            json.writeStringField("fingerprint", Fingerprint.of(set));
          }
          json.writeArrayFieldStart("operations");
          for (Operation operation : set.operations()) {
            json.writeStartObject();
            operation(json, operation);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** The first balances of a token ledger, with the terms of its initialize. */
  static String allocations(Map<String, Amount> allocations, Terms terms) {
    return object(
        json -> {
          terms(json, terms);
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

  /** An object with fields of the caller's. */
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

  static void terms(JsonGenerator json, Terms terms) throws IOException {
    text(json, "id", terms.id());
    text(json, "scope", scope(terms.scope()));
    text(json, "reason", terms.reason());
    text(json, "by", terms.by());
    if (terms.notAfter() != null) {
      json.writeNumberField("notAfter", millis(terms.notAfter()));
    }
  }

  /**
   * What stands before an id among the recorded ids. The separator is in no id, account or trigger.
   */
  private static String scope(Scope scope) {
    if (scope.trigger() == null && scope.holder() == null) {
      return null;
    }
    return (scope.trigger() == null ? "" : scope.trigger())
        + SCOPE_SEPARATOR
        + (scope.holder() == null ? "" : scope.holder())
        + SCOPE_SEPARATOR;
  }

  /** The milliseconds of any instant; those too far off for a long are as far as it goes. */
  private static long millis(Instant instant) {
    try {
      return instant.toEpochMilli();
    } catch (ArithmeticException e) {
      return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  static void amount(JsonGenerator json, String field, Amount amount) throws IOException {
    json.writeStringField(field, amount.units().toString());
  }

  /** Absent fields are left out: in Lua a JSON null would be true. */
  static void text(JsonGenerator json, String field, String value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  private static void operation(JsonGenerator json, Operation operation) throws IOException {
    json.writeStringField("operation", operation.word());
    if (operation instanceof Operation.Create create) {
      json.writeStringField("account", create.account());
      amount(json, "amount", create.amount());
    } else if (operation instanceof Operation.Add add) {
      json.writeStringField("account", add.account());
      amount(json, "amount", add.amount());
    } else if (operation instanceof Operation.Delete delete) {
      json.writeStringField("account", delete.account());
    } else if (operation instanceof Operation.Transfer transfer) {
      json.writeStringField("from", transfer.from());
      json.writeStringField("to", transfer.to());
      amount(json, "amount", transfer.amount());
    } else if (operation instanceof Operation.Burn burn) {
      json.writeStringField("account", burn.account());
      amount(json, "amount", burn.amount());
    }
    terms(json, operation.terms());
  }

  /** Writes the fields of an object. */
  @FunctionalInterface
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }
}
