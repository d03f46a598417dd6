package dev.scrip.health;

import dev.scrip.store.PersistenceCheck;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Warns in the log of production if Redis loses the ledgers when it is restarted. The start does
 * not wait for Redis' answer.
 */
@Singleton
@IfBuildProfile("prod")
@IfBuildProperty(name = "quarkus.http.host-enabled", stringValue = "true", enableIfMissing = true)
class PersistenceWarning {

  private static final Logger LOG = Logger.getLogger(PersistenceWarning.class);

  private final PersistenceCheck check;

  PersistenceWarning(PersistenceCheck check) {
    this.check = check;
  }

  void onStart(@Observes StartupEvent event) {
    CompletionStage<Void> unused =
        check.warning().thenAccept(warning -> warning.ifPresent(LOG::warn));
  }
}
