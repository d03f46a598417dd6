package dev.scrip.trigger;

import dev.scrip.access.Caller;
import dev.scrip.config.Ledgers;
import dev.scrip.config.ScripSettings;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.InitializeFunction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * The start of the application as a trigger: it initializes the token ledgers where the settings
 * say so.
 */
@Singleton
class InitializeAtStart {

  private final ScripSettings settings;
  private final Ledgers ledgers;
  private final InitializeFunction initialize;
  private final CurrentCall call;

  InitializeAtStart(
      ScripSettings settings, Ledgers ledgers, InitializeFunction initialize, CurrentCall call) {
    this.call = call;
    this.settings = settings;
    this.ledgers = ledgers;
    this.initialize = initialize;
  }

  @ActivateRequestContext
  void onStart(@Observes StartupEvent event) {
    if (!settings.initializeAtStart()) {
      return;
    }
    // Nobody asked, so nobody is named.
    call.begin(new TriggerCall(null, null, Caller.ANYBODY));
    for (LedgerDefinition ledger : ledgers.all()) {
      if (ledger.kind() == Kind.TOKEN) {
        initialize(ledger);
      }
    }
  }

  private void initialize(LedgerDefinition ledger) {
    try {
      initialize.initialize(new InitializeFunction.Request(ledger.ledger(), null, null, null));
    } catch (RefusedException e) {
      throw new ConfigurationException("Scrip cannot start: " + e.refusal().detail());
    }
  }
}
