package dev.scrip.function;

import dev.scrip.config.Ledgers;
import dev.scrip.domain.Code;
import dev.scrip.domain.JobOutcome;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.store.LedgerStore;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Goes on with jobs whose processes have ended. */
@Singleton
public class ResumeJobsFunction {

  private final Ledgers ledgers;
  private final LedgerStore store;

  ResumeJobsFunction(Ledgers ledgers, LedgerStore store) {
    this.ledgers = ledgers;
    this.store = store;
  }

  /**
   * Goes on with the jobs of the ledgers, one after the other.
   *
   * @param request the request
   * @return the ledgers with whose jobs it has gone on
   */
  @Funq("resumeJobs")
  public Uni<Reply> resumeJobs(Request request) {
    Collection<LedgerDefinition> all =
        request.ledger() == null ? ledgers.all() : List.of(ledgers.get(request.ledger()));
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(
            ledger ->
                Uni.createFrom()
                    .completionStage(store.ledger(ledger).resumeJob())
                    .map(outcome -> Resumed.of(ledger.ledger(), outcome))
                    .onFailure(RefusedException.class)
                    .recoverWithItem(failure -> Resumed.of(ledger.ledger(), failure)))
        .collect()
        .asList()
        .map(each -> new Reply(each.stream().flatMap(Optional::stream).toList()));
  }

  /**
   * A request to go on with jobs.
   *
   * @param ledger the ledger's name, or null for all ledgers
   */
  @RegisterForReflection
  public record Request(@ValidLedger String ledger) {}

  /**
   * The reply to resumeJobs.
   *
   * @param jobs the jobs that went on
   */
  @RegisterForReflection
  public record Reply(List<Resumed> jobs) {}

  /**
   * A job that went on.
   *
   * @param ledger the name of the ledger
   * @param ended whether it has ended
   * @param code why it could not go on, or null
   */
  @RegisterForReflection
  public record Resumed(String ledger, boolean ended, String code) {

    private static Optional<Resumed> of(String ledger, Optional<JobOutcome> outcome) {
      return outcome.map(each -> new Resumed(ledger, each instanceof JobOutcome.Done, null));
    }

    private static Optional<Resumed> of(String ledger, Throwable failure) {
      Code code = ((RefusedException) failure).refusal().code();
      return Optional.of(new Resumed(ledger, false, code.word()));
    }
  }
}
