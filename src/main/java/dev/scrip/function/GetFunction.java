package dev.scrip.function;

import dev.scrip.access.OwnAccountRequest;
import dev.scrip.domain.Amount;
import dev.scrip.function.constraint.ValidAccount;
import dev.scrip.function.constraint.ValidBook;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.store.Ledger;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;

/** Returns the balance of an account that must exist. */
@Singleton
public class GetFunction {

  private final Reads reads;

  GetFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Returns the balance of an account that must exist.
   *
   * @param request the request
   * @return the account with its balance
   */
  @Funq("get")
  public Uni<Reply> get(Request request) {
    Ledger ledger = reads.ledger(request.ledger());
    return Uni.createFrom()
        .completionStage(
            reads
                .balance(ledger, request.book(), request.account(), request.at())
                .thenApply(balance -> reply(ledger, request, balance)));
  }

  private static Reply reply(Ledger ledger, Request request, Optional<Amount> balance) {
    return new Reply(
        request.account(),
        balance.orElseThrow(() -> Reads.unknownAccount(ledger, request.account())).toString());
  }

  /**
   * A request for the balance of an account.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param account the name of the account
   * @param book the name of the book, or null for the ledger
   * @param at the time of the balance, an ISO 8601 instant or the id of an entry; or null for now
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @NotNull @ValidAccount String account,
      @ValidBook String book,
      String at)
      implements OwnAccountRequest {

    @Override
    public String ownAccount() {
      return account;
    }
  }

  /**
   * The reply to get.
   *
   * @param account the name of the account
   * @param balance the balance
   */
  @RegisterForReflection
  public record Reply(String account, String balance) {}
}
