package dev.scrip.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Operation;

/** The fingerprints in the arguments of scripts. A request without an id is given one. */
final class Fingerprints {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Fingerprints() {}

  static String of(Operation operation) {
    return in(
        ScriptArguments.operation(TestLedger.with(identified(operation.options()), operation)));
  }

  static String of(AtomicSet set) {
    return in(ScriptArguments.atomic(new AtomicSet(set.operations(), identified(set.options()))));
  }

  static String ofReap(Operation.Options options) {
    return in(ScriptArguments.reap(identified(options)));
  }

  private static Operation.Options identified(Operation.Options options) {
    return options.id() != null
        ? options
        : new Operation.Options(
            "id",
            options.scope(),
            options.reason(),
            options.notAfter(),
            options.by(),
            options.data());
  }

  private static String in(String json) {
    try {
      return MAPPER.readTree(json).path("fingerprint").textValue();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
