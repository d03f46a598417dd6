package dev.scrip.health;

import dev.scrip.store.LedgerCheck;
import dev.scrip.store.LedgerCheck.Finding;
import dev.scrip.store.LedgerCheck.Kind;
import dev.scrip.store.StoreCheck;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * The readiness of the store: whether Redis answers the check of at least one ledger in time and
 * the checks find no problem. However many callers ask, one check of a ledger is under way at a
 * time, and their result is used for a while. What is wrong is logged when it changes, and is no
 * part of a reply.
 *
 * <p>It has no scope, because the qualifier makes it a bean where SmallRye Health is packaged, and
 * only there.
 */
@Readiness
class StoreReadiness implements AsyncHealthCheck {

  private static final Logger LOG = Logger.getLogger(StoreReadiness.class);

  /** How long Redis may take to answer, in milliseconds. */
  private static final long LIMIT_MILLIS = 1000;

  /** How long after its start the result of a check is used. */
  private static final long VALID_NANOS = Duration.ofSeconds(1).toNanos();

  private final StoreCheck check;
  private final Map<String, CompletableFuture<LedgerCheck>> checks = new HashMap<>();
  private long startedNanos = System.nanoTime() - VALID_NANOS;

  /** The result of the last checks, or of those under way: whether the store is ready. */
  private CompletableFuture<Boolean> result = CompletableFuture.completedFuture(false);

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

  private synchronized CompletableFuture<Boolean> isReady() {
    if (result.isDone() && System.nanoTime() - startedNanos >= VALID_NANOS) {
      startedNanos = System.nanoTime();
      List<CompletableFuture<LedgerCheck>> all = check.ledgers().stream().map(this::check).toList();
      result =
          CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
              .thenApply(done -> end(all.stream().map(CompletableFuture::join).toList()));
    }
    return result.copy();
  }

  /** Checks one ledger. A check that has had no answer the last time is not given up. */
  private CompletableFuture<LedgerCheck> check(String ledger) {
    return checks
        .compute(
            ledger,
            (name, last) ->
                last == null || last.isDone() ? check.ledger(ledger).toCompletableFuture() : last)
        .copy()
        .completeOnTimeout(late(ledger), LIMIT_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static LedgerCheck late(String ledger) {
    String text = "Redis does not answer within " + LIMIT_MILLIS + " ms.";
    return new LedgerCheck(ledger, List.of(new Finding(Kind.UNAVAILABLE, text)));
  }

  /** A ledger whose server does not answer takes no others out of service. */
  private synchronized boolean end(List<LedgerCheck> results) {
    boolean isReady =
        results.stream().allMatch(each -> each.problems().isEmpty() || each.isUnavailable())
            && !results.stream().allMatch(LedgerCheck::isUnavailable);
    log(isReady, results);
    return isReady;
  }

  private void log(boolean isReady, List<LedgerCheck> results) {
    Set<String> problems = new LinkedHashSet<>();
    Set<String> texts = new LinkedHashSet<>();
    for (LedgerCheck each : results) {
      for (Finding problem : each.problems()) {
        problems.add(each.ledger() + " " + problem.kind());
        texts.add(problem.text());
      }
    }
    if (problems.equals(logged)) {
      return;
    }
    logged = problems;
    if (problems.isEmpty()) {
      LOG.info("Ready again.");
    } else if (isReady) {
      LOG.error(
          "Ready, but not for all ledgers: "
              + String.join(", ", unavailable(results))
              + ". "
              + String.join(" ", texts));
    } else {
      LOG.error("Not ready: " + String.join(" ", texts));
    }
  }

  private static List<String> unavailable(List<LedgerCheck> results) {
    return results.stream().filter(LedgerCheck::isUnavailable).map(LedgerCheck::ledger).toList();
  }
}
