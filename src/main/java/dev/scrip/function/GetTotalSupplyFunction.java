package dev.scrip.function;

import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** The supply that a token ledger began with; for points the sum of all balances. */
@Guarded
@Singleton
public class GetTotalSupplyFunction {

  private final Reads reads;

  GetTotalSupplyFunction(Reads reads) {
    this.reads = reads;
  }

  /** Replies, or refuses. */
  @Funq("getTotalSupply")
  public Reply getTotalSupply(@Valid @NotNull(message = Missing.MESSAGE) LedgerRequest request) {
    return new Reply(reads.store().supply(reads.ledger(request.ledger())).total().toString());
  }

  /** The supply. */
  @RegisterForReflection
  public record Reply(String totalSupply) {}
}
