package dev.scrip.store;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The guard of the writes of one ledger. A script does not roll back, so a command that the user of
 * Redis may not call must be found before the first write. The ledger is therefore checked before
 * its first write, and again after any failed call, because the connection may have been opened
 * again or the user changed, and after some time.
 */
final class WriteGuard {

  private static final Logger LOG = Logger.getLogger(WriteGuard.class);

  /**
   * How long a check is relied on. A connection that is closed while it is idle is opened again
   * without a failed call.
   */
  private static final long VALID_NANOS = Duration.ofMinutes(1).toNanos();

  private final Supplier<CompletableFuture<LedgerCheck>> check;
  private final WriteNotes notes;
  private volatile boolean checked;
  private volatile long checkedNanos;

  /**
   * A guard that has not checked yet.
   *
   * @param check checks the ledger
   * @param notes logs the notes in the replies of writes
   */
  WriteGuard(Supplier<CompletableFuture<LedgerCheck>> check, WriteNotes notes) {
    this.check = check;
    this.notes = notes;
  }

  /** Checks the ledger now. The future fails if Redis cannot be reached. */
  CompletableFuture<LedgerCheck> check() {
    checked = false;
    return check
        .get()
        .thenApply(
            result -> {
              checkedNanos = System.nanoTime();
              checked = result.allowsWrites();
              return result;
            });
  }

  /** Has the next write preceded by a check. */
  void distrust() {
    checked = false;
  }

  /**
   * Calls a script that writes, after a check if one is due.
   *
   * @param call calls the script
   * @return the reply; or a failure with a {@link RefusedException} if writes are not safe
   */
  CompletableFuture<Response> write(Supplier<CompletableFuture<Response>> call) {
    CompletableFuture<Response> reply =
        checked && System.nanoTime() - checkedNanos < VALID_NANOS
            ? call.get()
            : requireSafe().thenCompose(safe -> call.get());
    return reply.whenComplete(
        (response, failure) -> {
          if (failure != null) {
            distrust();
          } else {
            notes.log(response);
          }
        });
  }

  /** Checks the ledger. A failure says that nothing was applied, as nothing was sent. */
  private CompletableFuture<LedgerCheck> requireSafe() {
    return check()
        .handle(
            (result, failure) -> {
              if (failure != null) {
                throw StoreFailure.ofRead(failure);
              }
              if (!result.allowsWrites()) {
                LOG.errorf("Ledger %s is not written: %s", result.ledger(), result.text());
                throw new RefusedException(unsafe());
              }
              return result;
            });
  }

  private static Refusal unsafe() {
    return Refusal.of(
            Code.STORE_UNAVAILABLE,
            "The store does not allow all that writes need; the server's log says what is missing.")
        .with("outcome", "not-applied");
  }
}
