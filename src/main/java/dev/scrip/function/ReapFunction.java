package dev.scrip.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.access.Call;
import dev.scrip.domain.JobOutcome;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.function.constraint.ValidOperationId;
import dev.scrip.function.constraint.ValidReason;
import dev.scrip.json.ObjectText;
import dev.scrip.store.Ledger;
import dev.scrip.store.LedgerStore;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Removes every account of a points ledger whose balance is below the minimum. */
@Singleton
public class ReapFunction {

  private final LedgerStore store;

  ReapFunction(LedgerStore store) {
    this.store = store;
  }

  /**
   * Removes every account of a points ledger whose balance is below the minimum.
   *
   * @param request the request
   * @param call the caller and the operation id
   * @return the number of accounts removed, or the job that still runs
   */
  @Funq("reap")
  public Uni<Reply> reap(Request request, @Context Call call) {
    Ledger ledger = store.ledger(request.ledger());
    Fields fields = new Fields(ledger.definition(), request, call);
    fields.check();
    return Uni.createFrom().completionStage(ledger.reap(fields.options()).thenApply(Reply::of));
  }

  /**
   * A request to remove the accounts below the minimum.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param id the operation id, 1 to 128 characters, or null
   * @param reason the reason, at most 500 characters, or null
   * @param notAfter the deadline, an ISO 8601 instant, or null
   * @param data a JSON object of at most 1,024 bytes, as text, or null
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @ValidOperationId String id,
      @ValidReason String reason,
      String notAfter,
      @JsonDeserialize(using = ObjectText.class) String data)
      implements WriteRequest {}

  /**
   * The reply to reap.
   *
   * @param reaped the number of accounts removed, 0 or more; null while the job runs
   * @param entry the id of the last journal entry, or null if no account was removed
   * @param job the job, if it still runs; left out otherwise
   */
  @RegisterForReflection
  public record Reply(
      Long reaped, String entry, @JsonInclude(JsonInclude.Include.NON_NULL) JobReply job)
      implements PendingReply {

    private static Reply of(JobOutcome outcome) {
      if (outcome instanceof JobOutcome.Done done) {
        return new Reply(done.count(), done.entry(), null);
      }
      return new Reply(null, null, JobReply.of(((JobOutcome.Running) outcome).job()));
    }

    @Override
    public boolean isPending() {
      return job != null;
    }
  }
}
