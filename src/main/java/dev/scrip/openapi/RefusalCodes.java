package dev.scrip.openapi;

import dev.scrip.access.LedgerFunction;
import dev.scrip.access.LedgerFunction.Effect;
import dev.scrip.access.LedgerFunction.OwnerAccess;
import dev.scrip.domain.Code;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.Extensible;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;

/**
 * The codes with which each function is refused: those that all functions of its kind have, and its
 * own, which {@code x-refusals} lists in the YAML file.
 */
final class RefusalCodes {

  /** Lists the codes of a function beyond the common ones, or the codes of a component response. */
  static final String REFUSALS = "x-refusals";

  /** Lists the common codes that a function does not have. */
  static final String EXCLUDED = "x-excluded-refusals";

  private static final List<Code> EVERY_FUNCTION =
      List.of(
          Code.INVALID_REQUEST,
          Code.UNAUTHENTICATED,
          Code.FORBIDDEN,
          Code.UNKNOWN_LEDGER,
          Code.DEFINITION_CHANGED,
          Code.INTERNAL_ERROR,
          Code.STORE_UNAVAILABLE,
          Code.STORE_FULL,
          Code.OVERLOADED,
          Code.KEYS_UNAVAILABLE,
          Code.RESTORING);

  private static final List<Code> EVERY_WRITE =
      List.of(Code.INFO_MISSING, Code.ID_REUSED, Code.EXPIRED);

  private final Map<LedgerFunction, Set<Code>> own = new EnumMap<>(LedgerFunction.class);
  private final Map<LedgerFunction, Set<Code>> excluded = new EnumMap<>(LedgerFunction.class);

  private RefusalCodes() {}

  /** Reads the extensions of all functions and removes them from the description. */
  static RefusalCodes readFrom(OpenAPI api) {
    RefusalCodes codes = new RefusalCodes();
    for (LedgerFunction function : LedgerFunction.values()) {
      Operation operation =
          LedgerFunctionFilter.operation(LedgerFunctionFilter.path(api, function), function);
      codes.own.put(function, take(operation, REFUSALS));
      codes.excluded.put(function, take(operation, EXCLUDED));
    }
    return codes;
  }

  /** The codes of a function: the common ones first. A batch has those of its operations too. */
  Set<Code> of(LedgerFunction function) {
    Set<Code> codes = new LinkedHashSet<>(EVERY_FUNCTION);
    if (function.effect() != Effect.STREAM) {
      codes.add(Code.REQUEST_TOO_LARGE);
    }
    if (function.effect() == Effect.WRITE) {
      codes.addAll(EVERY_WRITE);
    }
    codes.addAll(own.get(function));
    if (function.ownerAccess() == OwnerAccess.EACH_OPERATION) {
      own.forEach(
          (each, refusals) -> {
            if (each.isOperation()) {
              codes.addAll(refusals);
            }
          });
    }
    codes.removeAll(excluded.get(function));
    return codes;
  }

  /** Removes an extension and returns the codes that it lists; none if it is absent. */
  static Set<Code> take(Extensible<?> part, String extension) {
    Set<Code> codes = new LinkedHashSet<>();
    if (part.hasExtension(extension)) {
      for (Object word : (List<?>) part.getExtension(extension)) {
        codes.add(Code.of((String) word));
      }
      part.removeExtension(extension);
    }
    return codes;
  }
}
