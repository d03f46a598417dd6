package dev.scrip.function;

import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** The sum of all balances. */
@Guarded
@Singleton
public class GetCirculatingSupplyFunction {

  private final Reads reads;

  GetCirculatingSupplyFunction(Reads reads) {
    this.reads = reads;
  }

  /** Replies, or refuses. */
  @Funq("getCirculatingSupply")
  public Reply getCirculatingSupply(
      @Valid @NotNull(message = Missing.MESSAGE) LedgerRequest request) {
    return new Reply(reads.store().supply(reads.ledger(request.ledger())).circulating().toString());
  }

  /** The supply. */
  @RegisterForReflection
  public record Reply(String circulatingSupply) {}
}
