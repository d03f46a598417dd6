package dev.scrip.store;

import dev.scrip.store.LedgerCheck.Finding;
import dev.scrip.store.LedgerCheck.Kind;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Checks the ledgers when the application starts. It does not start if Redis is set so that writes
 * are not safe. If Redis cannot be reached, it starts, and each ledger is checked before its first
 * write. What is wrong with the data of one ledger is logged, and the others are served.
 */
@Singleton
class CheckAtStart {

  private static final Logger LOG = Logger.getLogger(CheckAtStart.class);

  /** How long the start waits for Redis, in milliseconds: functions must start fast. */
  private static final long WAIT_MILLIS = 2000;

  private static final String NOT_CHECKED =
      "Redis could not be checked at the start. It is checked before the first write.";

  private final StoreCheck check;

  CheckAtStart(StoreCheck check) {
    this.check = check;
  }

  /** Runs before the observer that initializes token ledgers, and after that of the settings. */
  void onStart(@Observes @Priority(100) StartupEvent event) {
    List<LedgerCheck> results;
    try {
      results = check.all().toCompletableFuture().get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn(NOT_CHECKED);
      return;
    }
    String errors = text(results.stream().flatMap(result -> result.settings().stream()));
    if (!errors.isEmpty()) {
      throw new ConfigurationException("Scrip cannot start: " + errors);
    }
    String unavailable =
        text(
            results.stream()
                .flatMap(result -> result.findings().stream())
                .filter(finding -> finding.kind() == Kind.UNAVAILABLE));
    if (!unavailable.isEmpty()) {
      LOG.warn(NOT_CHECKED + " " + unavailable);
    }
    results.forEach(CheckAtStart::log);
  }

  private static String text(Stream<Finding> findings) {
    return findings.map(Finding::text).distinct().collect(Collectors.joining(" "));
  }

  private static void log(LedgerCheck result) {
    String wrong = result.text(Kind.WRONG_TYPE, Kind.DEFINITION_CHANGED, Kind.INFO_MISSING);
    if (!wrong.isEmpty()) {
      LOG.error(wrong);
    }
    if (result.has(Kind.EVICTION_UNKNOWN)) {
      LOG.warn(result.text(Kind.EVICTION_UNKNOWN));
    }
  }
}
