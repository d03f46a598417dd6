package dev.scrip.function;

import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Returns the total supply of a ledger. */
@Singleton
public class GetTotalSupplyFunction {

  private final Reads reads;

  GetTotalSupplyFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Returns the total supply of a ledger.
   *
   * @param request the request
   * @return the total supply
   */
  @Funq("getTotalSupply")
  public Uni<Reply> getTotalSupply(LedgerRequest request) {
    return Uni.createFrom()
        .completionStage(
            reads
                .ledger(request.ledger())
                .supply()
                .thenApply(supply -> new Reply(supply.total().toString())));
  }

  /**
   * The reply to getTotalSupply.
   *
   * @param totalSupply the fixed supply of a token ledger, or the sum of all balances of a points
   *     ledger
   */
  @RegisterForReflection
  public record Reply(String totalSupply) {}
}
