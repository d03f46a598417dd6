package dev.scrip.config;

import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The configured ledgers. */
@Singleton
public class Ledgers implements SettingsErrors {

  private final Map<String, LedgerDefinition> definitions = new TreeMap<>();
  private final List<String> errors = new ArrayList<>();
  private final String defaultLedger;

  Ledgers(ScripSettings settings) {
    defaultLedger = settings.defaultLedger().orElse("points");
    settings
        .ledgers()
        .forEach(
            (ledger, each) ->
                definitions.put(ledger, new LedgerReader(ledger, each, errors).read()));
    if (definitions.isEmpty()) {
      errors.add(
          "No ledger is configured. Set SCRIP_LEDGERS_<NAME>_KIND to points or token,"
              + " for example SCRIP_LEDGERS_POINTS_KIND=points.");
    }
    if (settings.defaultLedger().isPresent() && !definitions.containsKey(defaultLedger)) {
      errors.add("scrip.default-ledger is " + defaultLedger + ", and there is no such ledger.");
    }
  }

  @Override
  public List<String> errors() {
    return List.copyOf(errors);
  }

  /** {@return all ledgers, in order of their names} */
  public Collection<LedgerDefinition> all() {
    return definitions.values();
  }

  /**
   * Finds a ledger by its name.
   *
   * @param ledger the name, or null for the default ledger
   * @return the definition of the ledger
   * @throws RefusedException {@code unknown-ledger} if there is no such ledger
   */
  public LedgerDefinition get(String ledger) {
    String name = ledger == null ? defaultLedger : ledger;
    LedgerDefinition definition = definitions.get(name);
    if (definition == null) {
      throw new RefusedException(
          Refusal.of(Code.UNKNOWN_LEDGER, "There is no ledger " + name + "."));
    }
    return definition;
  }
}
