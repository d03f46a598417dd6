package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.access.Call;
import dev.scrip.access.OwnAccountRequest;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.function.constraint.ValidAccount;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.function.constraint.ValidOperationId;
import dev.scrip.function.constraint.ValidReason;
import dev.scrip.json.ObjectText;
import dev.scrip.json.StrictJson;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;

/** Removes an amount from a balance and from the circulating supply. */
@Singleton
public class BurnFunction {

  private final Writes writes;

  BurnFunction(Writes writes) {
    this.writes = writes;
  }

  /**
   * Removes an amount from the balance of an account and from the circulating supply.
   *
   * @param request the request
   * @param call the caller and the operation id
   * @return the account with its new balance
   */
  @Funq("burn")
  public Uni<Reply> burn(Request request, @Context Call call) {
    return writes.apply(request, call);
  }

  /**
   * A request to burn an amount.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param account the name of the account
   * @param amount the amount, above 0
   * @param id the operation id, 1 to 128 characters, or null
   * @param reason the reason, at most 500 characters, or null
   * @param notAfter the deadline, an ISO 8601 instant, or null
   * @param data a JSON object of at most 1,024 bytes, as text, or null
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @NotNull @ValidAccount String account,
      @NotNull @JsonDeserialize(using = StrictJson.AmountText.class) String amount,
      @ValidOperationId String id,
      @ValidReason String reason,
      String notAfter,
      @JsonDeserialize(using = ObjectText.class) String data)
      implements OperationRequest<Operation.Burn, Reply>, OwnAccountRequest {

    @Override
    public String ownAccount() {
      return account;
    }

    @Override
    public Operation.Burn operation(Fields fields) {
      Amount burned = fields.positive("amount", amount);
      return new Operation.Burn(fields.account("account", account), burned, fields.options());
    }

    @Override
    public Reply reply(Operation.Burn burn, Outcome.Applied applied, Fields fields) {
      String balance = applied.balances().get(0).toString();
      String supply = fields.visibleSupply(applied.balances().get(1));
      return new Reply(account, balance, burn.amount().toString(), supply, applied.entry());
    }
  }

  /**
   * The reply to burn.
   *
   * @param account the name of the account
   * @param balance the balance after the burn
   * @param amount the amount burned
   * @param circulatingSupply the circulating supply after the burn, or null for an account owner
   * @param entry the id of the journal entry
   */
  @RegisterForReflection
  public record Reply(
      String account, String balance, String amount, String circulatingSupply, String entry) {}
}
