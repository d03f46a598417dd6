package dev.scrip.function;

import dev.scrip.domain.LedgerDefinition;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** When and why an account was deleted. */
@Guarded
@Singleton
public class GetDeleteReasonFunction {

  private final Reads reads;

  GetDeleteReasonFunction(Reads reads) {
    this.reads = reads;
  }

  /** Replies with nulls where nothing was kept. */
  @Funq("getDeleteReason")
  public ReasonReply getDeleteReason(
      @Valid @NotNull(message = Missing.MESSAGE) ReasonRequest request) {
    LedgerDefinition ledger = reads.ledgerOf(request.ledger(), request.account());
    return ReasonReply.of(request.account(), reads.store().deleted(ledger, request.account()));
  }
}
