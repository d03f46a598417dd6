package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.AccountBalance;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.function.constraint.ValidLimit;
import dev.scrip.json.WholeNumberDeserializer;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Lists the accounts with the highest balances, highest first. */
@Singleton
public class GetTopHoldersFunction {

  private static final int DEFAULT_LIMIT = 10;

  private final Reads reads;

  GetTopHoldersFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Returns the accounts with the highest balances.
   *
   * @param request the request
   * @return the accounts, highest balance first
   */
  @Funq("getTopHolders")
  public Uni<Reply> getTopHolders(Request request) {
    int limit = request.limit() == null ? DEFAULT_LIMIT : request.limit();
    return Uni.createFrom()
        .completionStage(reads.ledger(request.ledger()).topHolders(limit).thenApply(Reply::of));
  }

  /**
   * A request for the accounts with the highest balances.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param limit the number of accounts, 1 to 1,000, or null for 10
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @ValidLimit @JsonDeserialize(using = WholeNumberDeserializer.class) Integer limit) {}

  /**
   * The reply to getTopHolders.
   *
   * @param holders the holders, in order of their ranks
   */
  @RegisterForReflection
  public record Reply(List<HolderReply> holders) {

    private static Reply of(List<AccountBalance> top) {
      return new Reply(HolderReply.list(1, top));
    }
  }
}
