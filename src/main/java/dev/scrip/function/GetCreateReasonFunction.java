package dev.scrip.function;

import dev.scrip.domain.LedgerDefinition;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** When and why an account was created. */
@Guarded
@Singleton
public class GetCreateReasonFunction {

  private final Reads reads;

  GetCreateReasonFunction(Reads reads) {
    this.reads = reads;
  }

  /** Replies with nulls where nothing was kept. */
  @Funq("getCreateReason")
  public ReasonReply getCreateReason(
      @Valid @NotNull(message = Missing.MESSAGE) ReasonRequest request) {
    LedgerDefinition ledger = reads.ledgerOf(request.ledger(), request.account());
    return ReasonReply.of(request.account(), reads.store().created(ledger, request.account()));
  }
}
