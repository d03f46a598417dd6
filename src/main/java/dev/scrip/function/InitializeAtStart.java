package dev.scrip.function;

import dev.scrip.access.Call;
import dev.scrip.access.Call.Caller;
import dev.scrip.config.Ledgers;
import dev.scrip.config.ScripSettings;
import dev.scrip.domain.Code;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.RefusedException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Initializes the token ledgers at the start, if {@code scrip.initialize-at-start} is true. */
@Singleton
class InitializeAtStart {

  private static final Logger LOG = Logger.getLogger(InitializeAtStart.class);

  private final ScripSettings settings;
  private final Ledgers ledgers;
  private final InitializeFunction initialize;

  InitializeAtStart(ScripSettings settings, Ledgers ledgers, InitializeFunction initialize) {
    this.settings = settings;
    this.ledgers = ledgers;
    this.initialize = initialize;
  }

  void onStart(@Observes StartupEvent event) {
    if (!settings.initializeAtStart()) {
      return;
    }
    for (LedgerDefinition ledger : ledgers.all()) {
      if (ledger.kind() == Kind.TOKEN) {
        initialize(ledger);
      }
    }
  }

  private void initialize(LedgerDefinition ledger) {
    try {
      initialize
          .initialize(
              new InitializeFunction.Request(ledger.ledger(), null, null, null, null),
              Call.of(Caller.UNRESTRICTED))
          .await()
          .indefinitely();
    } catch (RefusedException e) {
      if (e.refusal().code() == Code.RESTORING) {
        LOG.warnf("not initialized at the start: %s", e.refusal().detail());
        return;
      }
      throw new ConfigurationException("Scrip cannot start: " + e.refusal().detail());
    }
  }
}
