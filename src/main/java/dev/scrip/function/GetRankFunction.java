package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.Rank;
import dev.scrip.function.constraint.ValidAccount;
import dev.scrip.function.constraint.ValidAround;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.json.WholeNumberDeserializer;
import dev.scrip.store.Ledger;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** Returns the rank of an account by balance, and the accounts around it. */
@Singleton
public class GetRankFunction {

  private final Reads reads;

  GetRankFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Returns the rank of an account that must exist.
   *
   * @param request the request
   * @return the rank, and the accounts around it
   */
  @Funq("getRank")
  public Uni<Reply> getRank(Request request) {
    Ledger ledger = reads.ledger(request.ledger(), request.account());
    int around = request.around() == null ? 0 : request.around();
    return Uni.createFrom()
        .completionStage(
            ledger
                .rank(request.account(), around)
                .thenApply(
                    rank ->
                        Reply.of(
                            request.account(),
                            rank.orElseThrow(
                                () -> Reads.unknownAccount(ledger, request.account())))));
  }

  /**
   * A request for the rank of an account.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param account the name of the account
   * @param around the number of accounts above it, and below it, to return, 0 to 500, or null for 0
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @NotNull @ValidAccount String account,
      @ValidAround @JsonDeserialize(using = WholeNumberDeserializer.class) Integer around) {}

  /**
   * The reply to getRank.
   *
   * @param rank the rank, from 1
   * @param account the name of the account
   * @param balance the balance
   * @param accounts the number of accounts of the ledger
   * @param above the accounts above, in order of their ranks
   * @param below the accounts below, in order of their ranks
   */
  @RegisterForReflection
  public record Reply(
      long rank,
      String account,
      String balance,
      long accounts,
      List<HolderReply> above,
      List<HolderReply> below) {

    private static Reply of(String account, Rank rank) {
      return new Reply(
          rank.rank(),
          account,
          rank.balance().toString(),
          rank.count(),
          HolderReply.list(rank.first(), rank.above()),
          HolderReply.list(rank.rank() + 1, rank.below()));
    }
  }
}
