package dev.scrip.function;

import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Returns the circulating supply of a ledger: the sum of all balances. */
@Singleton
public class GetCirculatingSupplyFunction {

  private final Reads reads;

  GetCirculatingSupplyFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Returns the circulating supply of a ledger.
   *
   * @param request the request
   * @return the circulating supply
   */
  @Funq("getCirculatingSupply")
  public Uni<Reply> getCirculatingSupply(LedgerRequest request) {
    return Uni.createFrom()
        .completionStage(
            reads
                .ledger(request.ledger())
                .supply()
                .thenApply(supply -> new Reply(supply.circulating().toString())));
  }

  /**
   * The reply to getCirculatingSupply.
   *
   * @param circulatingSupply the sum of all balances
   */
  @RegisterForReflection
  public record Reply(String circulatingSupply) {}
}
