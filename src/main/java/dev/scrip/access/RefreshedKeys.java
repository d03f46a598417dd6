package dev.scrip.access;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keys that are loaded again from time to time. Only calls cause a load, and at most one runs at a
 * time: without calls nothing happens.
 */
final class RefreshedKeys implements KeySource {

  private static final Logger LOG = Logger.getLogger(RefreshedKeys.class);

  /** How long a caller waits for keys. */
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  /**
   * When keys are loaded.
   *
   * @param pause the shortest time between two loads
   * @param refreshAfter the age at which keys are loaded again
   * @param waitAfter the age at which callers wait for newer keys
   * @param isKept whether keys older than that remain in use while newer ones cannot be loaded
   */
  record Policy(Duration pause, Duration refreshAfter, Duration waitAfter, boolean isKept) {

    /** Reading a file is fast, so that callers wait for it. */
    static final Policy FILE =
        new Policy(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), true);

    /** A key that the issuer has removed must not remain in use for long. */
    static final Policy URL =
        new Policy(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofHours(1), false);
  }

  /** The keys of the last successful load. */
  private record Loaded(KeySet keys, Instant at) {}

  private final String setting;
  private final Policy policy;
  private final Supplier<CompletableFuture<KeySet>> loader;
  private final Clock clock;
  private volatile Loaded loaded;
  private volatile boolean failing;

  private Instant startedAt;
  private CompletableFuture<KeySet> running = CompletableFuture.completedFuture(null);
  private CompletableFuture<KeySet> attempt;

  /**
   * Creates the source.
   *
   * @param setting the setting that names the place, for the log
   * @param policy when keys are loaded
   * @param first the keys, or null if they must be loaded first
   * @param loader loads the keys without blocking the calling thread
   * @param clock the clock
   */
  RefreshedKeys(
      String setting,
      Policy policy,
      KeySet first,
      Supplier<CompletableFuture<KeySet>> loader,
      Clock clock) {
    this.setting = setting;
    this.policy = policy;
    this.loader = loader;
    this.clock = clock;
    this.loaded = first == null ? null : new Loaded(first, clock.instant());
  }

  @Override
  public CompletionStage<KeySet> keys() {
    Loaded known = loaded;
    if (known == null) {
      return load();
    }
    if (!isOlder(known.at(), policy.refreshAfter())) {
      return CompletableFuture.completedFuture(known.keys());
    }
    CompletionStage<KeySet> newer = load();
    return isOlder(known.at(), policy.waitAfter())
        ? newer
        : CompletableFuture.completedFuture(known.keys());
  }

  @Override
  public CompletionStage<KeySet> newerKeys() {
    return load();
  }

  /** The result of the load that runs, of the last one if that was just now, or of a new one. */
  private synchronized CompletableFuture<KeySet> load() {
    boolean isDue = startedAt == null || isOlder(startedAt, policy.pause());
    if (isDue && running.isDone()) {
      startedAt = clock.instant();
      running = loader.get().whenComplete(this::record);
      attempt =
          running
              .copy()
              .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
              .exceptionally(this::lastKeys);
    }
    return attempt;
  }

  private void record(KeySet keys, Throwable failure) {
    if (failure == null) {
      loaded = new Loaded(keys, clock.instant());
      if (failing) {
        LOG.infof("%s: keys that verify tokens were loaded again.", setting);
      }
    } else if (!failing) {
      LOG.errorf(
          "%s: keys that verify tokens cannot be loaded (%s). %s",
          setting, reason(failure), consequence());
    }
    failing = failure != null;
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof CancellationException) {
      return "no answer within " + TIMEOUT.toSeconds() + " seconds";
    }
    String name = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
  }

  private String consequence() {
    if (loaded == null) {
      return "Every token is refused as keys-unavailable.";
    }
    return policy.isKept()
        ? "The known keys remain in use."
        : "Keys remain in use for %d minutes after they were loaded."
            .formatted(policy.waitAfter().toMinutes());
  }

  private KeySet lastKeys(Throwable failure) {
    if (policy.isKept()) {
      return loaded.keys();
    }
    throw new RefusedException(
        Refusal.of(Code.KEYS_UNAVAILABLE, "The keys that verify tokens cannot be fetched.")
            .with("outcome", "not-applied"));
  }

  /** Whether an instant is longer ago; a clock that was set back must not keep keys for ever. */
  private boolean isOlder(Instant at, Duration age) {
    return Duration.between(at, clock.instant()).abs().compareTo(age) > 0;
  }
}
