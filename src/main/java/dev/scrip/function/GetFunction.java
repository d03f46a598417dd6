package dev.scrip.function;

import dev.scrip.access.OwnAccountRequest;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.constraint.ValidAccount;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.store.Ledger;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;

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
  public Reply get(Request request) {
    Ledger ledger = reads.ledger(request.ledger(), request.account());
    Amount balance =
        ledger
            .balance(request.account())
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusals.of(
                            Code.UNKNOWN_ACCOUNT, ledger.definition(), request.account(), null)));
    return new Reply(request.account(), balance.toString());
  }

  /**
   * A request for the balance of an account.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param account the name of the account
   */
  @RegisterForReflection
  public record Request(@ValidLedger String ledger, @NotNull @ValidAccount String account)
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
