package dev.scrip.function;

import dev.scrip.access.OwnAccountRequest;
import dev.scrip.domain.Amount;
import dev.scrip.function.constraint.ValidAccount;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.store.Ledger;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;

/** Returns the balance of an account, 0 if the account does not exist. */
@Singleton
public class GetBalanceFunction {

  private final Reads reads;

  GetBalanceFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Returns the balance of an account, 0 if the account does not exist.
   *
   * @param request the request
   * @return the account with its balance
   */
  @Funq("getBalance")
  public Uni<Reply> getBalance(Request request) {
    Ledger ledger = reads.ledger(request.ledger());
    Amount zero = Amount.zero(ledger.definition().decimals());
    return Uni.createFrom()
        .completionStage(
            reads
                .balance(ledger, request.account(), request.at())
                .thenApply(
                    balance -> new Reply(request.account(), balance.orElse(zero).toString())));
  }

  /**
   * A request for the balance of an account.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param account the name of the account
   * @param at the time of the balance, an ISO 8601 instant or the id of an entry; or null for now
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger, @NotNull @ValidAccount String account, String at)
      implements OwnAccountRequest {

    @Override
    public String ownAccount() {
      return account;
    }
  }

  /**
   * The reply to getBalance.
   *
   * @param account the name of the account
   * @param balance the balance, 0 if the account does not exist
   */
  @RegisterForReflection
  public record Reply(String account, String balance) {}
}
