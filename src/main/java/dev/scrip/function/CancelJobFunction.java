package dev.scrip.function;

import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.store.LedgerStore;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Cancels the job of a ledger, if it has posted nothing. */
@Singleton
public class CancelJobFunction {

  private final LedgerStore store;

  CancelJobFunction(LedgerStore store) {
    this.store = store;
  }

  /**
   * Cancels the job of a ledger.
   *
   * @param request the request
   * @return the job
   */
  @Funq("cancelJob")
  public Uni<Reply> cancelJob(Request request) {
    return Uni.createFrom()
        .completionStage(
            store
                .ledger(request.ledger())
                .cancelJob()
                .thenApply(job -> new Reply(JobReply.of(job))));
  }

  /**
   * A request to cancel the job of a ledger.
   *
   * @param ledger the ledger's name, or null for the default ledger
   */
  @RegisterForReflection
  public record Request(@ValidLedger String ledger) {}

  /**
   * The reply to cancelJob.
   *
   * @param job the job, which is cancelled
   */
  @RegisterForReflection
  public record Reply(JobReply job) {}
}
