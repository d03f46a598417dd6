package dev.scrip.health;

import dev.scrip.store.LedgerCheck;
import dev.scrip.store.LedgerCheck.Finding;
import dev.scrip.store.LedgerCheck.Kind;
import dev.scrip.store.StoreCheck;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * The readiness of the store: whether Redis answers the checks of all ledgers in time and they find
 * no problem. However many callers ask, one check is under way at a time, and its result is used
 * for a while. What is wrong is logged when it changes, and is no part of a reply.
 *
 * <p>It has no scope, because the qualifier makes it a bean where SmallRye Health is packaged, and
 * only there.
 */
@Readiness
class StoreReadiness implements AsyncHealthCheck {

  private static final Logger LOG = Logger.getLogger(StoreReadiness.class);

  /** A problem that Redis has with whatever ledger. */
  private static final String NO_ANSWER = "";

  /** How long Redis may take to answer, in milliseconds. */
  private static final long LIMIT_MILLIS = 1000;

  /** How long after its start the result of a check is used. */
  private static final long VALID_NANOS = Duration.ofSeconds(1).toNanos();

  private final StoreCheck check;
  private long startedNanos = System.nanoTime() - VALID_NANOS;

  /** The result of the last check, or of the one under way: whether the store is ready. */
  private CompletableFuture<Boolean> result = CompletableFuture.completedFuture(false);

  /** The same, or false after the limit. */
  private CompletableFuture<Boolean> inTime = result;

  /** The problems that were logged last. */
  private Set<String> logged = Set.of();

  StoreReadiness(StoreCheck check) {
    this.check = check;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom()
        .completionStage(this::isReady)
        .map(isReady -> HealthCheckResponse.named("store").status(isReady).build());
  }

  /** A check that ends after the limit is not given up: its result is then the recent one. */
  private synchronized CompletableFuture<Boolean> isReady() {
    if (result.isDone() && System.nanoTime() - startedNanos >= VALID_NANOS) {
      startedNanos = System.nanoTime();
      result = check.all().toCompletableFuture().thenApply(this::end);
      inTime =
          result
              .copy()
              .orTimeout(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
              .exceptionally(late -> expire());
    }
    return (result.isDone() ? result : inTime).copy();
  }

  private synchronized boolean end(List<LedgerCheck> checks) {
    Set<String> problems = new HashSet<>();
    Set<String> texts = new LinkedHashSet<>();
    for (LedgerCheck each : checks) {
      for (Finding problem : each.problems()) {
        problems.add(
            problem.kind() == Kind.UNAVAILABLE ? NO_ANSWER : each.ledger() + " " + problem.kind());
        texts.add(problem.text());
      }
    }
    log(problems, String.join(" ", texts));
    return problems.isEmpty();
  }

  private synchronized boolean expire() {
    if (!result.isDone()) {
      log(Set.of(NO_ANSWER), "Redis does not answer within " + LIMIT_MILLIS + " ms.");
    }
    return false;
  }

  private void log(Set<String> problems, String text) {
    if (problems.equals(logged)) {
      return;
    }
    logged = problems;
    if (problems.isEmpty()) {
      LOG.info("Ready again.");
    } else {
      LOG.error("Not ready: " + text);
    }
  }
}
