package dev.scrip.store;

import dev.scrip.domain.Audit;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.jboss.logging.Logger;

/**
 * The audits of all ledgers of a store: one at a time, in a thread of their own, over connections
 * that no function waits for.
 */
final class LedgerAudits {

  private static final Logger LOG = Logger.getLogger(LedgerAudits.class);

  /** Beside other writers an audit takes a fifth of the time: nobody waits for it. */
  private static final int PAUSES = 4;

  private final RedisScripts scripts;
  private final CheckpointSettings settings;
  private final ThreadPoolExecutor thread = BackgroundThread.named("audit");

  /**
   * Audits over the given connections.
   *
   * @param scripts the connections
   * @param settings the settings of checkpoints
   */
  LedgerAudits(RedisScripts scripts, CheckpointSettings settings) {
    this.scripts = scripts;
    this.settings = settings;
  }

  /** Audits a ledger. The failure is always a {@link RefusedException}. */
  CompletableFuture<Audit> run(RedisLedger ledger, boolean full) {
    try {
      return CompletableFuture.supplyAsync(() -> audit(ledger, full), thread);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(new RefusedException(StoreFailure.overloaded()));
    }
  }

  private Audit audit(RedisLedger ledger, boolean full) {
    try {
      LedgerReader reader =
          new LedgerReader(ledger, scripts, LedgerReader.Pace.besideTraffic(PAUSES));
      return LedgerAudit.run(reader, settings, full);
    } catch (IOException | UncheckedIOException e) {
      LOG.errorf("an audit cannot use its files in %s: %s", settings.directory(), e);
      throw new RefusedException(
          Refusal.of(Code.INTERNAL_ERROR, "The files of the audit cannot be written.")
              .with("outcome", "not-applied"));
    }
  }
}
