package dev.scrip.function;

import dev.scrip.store.Ledger;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Returns when and why an account was deleted. */
@Singleton
public class GetDeleteReasonFunction {

  private final Reads reads;

  GetDeleteReasonFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Returns when and why an account was deleted.
   *
   * @param request the request
   * @return the time and the reason
   */
  @Funq("getDeleteReason")
  public Uni<ReasonReply> getDeleteReason(AccountRequest request) {
    Ledger ledger = reads.ledger(request.ledger(), request.account());
    return Uni.createFrom()
        .completionStage(
            ledger
                .deleted(request.account())
                .thenApply(record -> ReasonReply.of(request.account(), record)));
  }
}
