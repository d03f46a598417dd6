package dev.scrip.function;

import dev.scrip.function.constraint.ValidLedger;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Returns the job of a ledger that runs, or the last one that ran. */
@Singleton
public class GetJobFunction {

  private final Reads reads;

  GetJobFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Returns the job of a ledger.
   *
   * @param request the request
   * @return the job, or null if there never was one
   */
  @Funq("getJob")
  public Uni<Reply> getJob(Request request) {
    return Uni.createFrom()
        .completionStage(
            reads
                .ledger(request.ledger())
                .job()
                .thenApply(job -> new Reply(job.map(JobReply::of).orElse(null))));
  }

  /**
   * A request for the job of a ledger.
   *
   * @param ledger the ledger's name, or null for the default ledger
   */
  @RegisterForReflection
  public record Request(@ValidLedger String ledger) {}

  /**
   * The reply to getJob.
   *
   * @param job the job, or null if there never was one
   */
  @RegisterForReflection
  public record Reply(JobReply job) {}
}
