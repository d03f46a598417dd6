package dev.scrip.function;

import dev.scrip.store.Ledger;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Returns when and why an account was created. */
@Singleton
public class GetCreateReasonFunction {

  private final Reads reads;

  GetCreateReasonFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Returns when and why an account was created.
   *
   * @param request the request
   * @return the time and the reason
   */
  @Funq("getCreateReason")
  public Uni<ReasonReply> getCreateReason(AccountRequest request) {
    Ledger ledger = reads.ledger(request.ledger(), request.account());
    return Uni.createFrom()
        .completionStage(
            ledger
                .created(request.account())
                .thenApply(record -> ReasonReply.of(request.account(), record)));
  }
}
