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

/** Moves an amount from one account to another. */
@Singleton
public class TransferFunction {

  private final Writes writes;

  TransferFunction(Writes writes) {
    this.writes = writes;
  }

  /**
   * Moves an amount from one account to another.
   *
   * @param request the request
   * @param call the caller and the operation id
   * @return both accounts with their new balances
   */
  @Funq("transfer")
  public Uni<Reply> transfer(Request request, @Context Call call) {
    return writes.apply(request, call);
  }

  /**
   * A request to move an amount from one account to another.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param from the name of the account to debit
   * @param to the name of the account to credit
   * @param amount the amount, above 0
   * @param id the operation id, 1 to 128 characters, or null
   * @param reason the reason, at most 500 characters, or null
   * @param notAfter the deadline, an ISO 8601 instant, or null
   * @param data a JSON object of at most 1,024 bytes, as text, or null
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @NotNull @ValidAccount String from,
      @NotNull @ValidAccount String to,
      @NotNull @JsonDeserialize(using = StrictJson.AmountText.class) String amount,
      @ValidOperationId String id,
      @ValidReason String reason,
      String notAfter,
      @JsonDeserialize(using = ObjectText.class) String data)
      implements OperationRequest<Operation.Transfer, Reply>, OwnAccountRequest {

    @Override
    public String ownAccount() {
      return from;
    }

    @Override
    public Operation.Transfer operation(Fields fields) {
      Amount moved = fields.positive("amount", amount);
      return new Operation.Transfer(
          fields.account("from", from), fields.account("to", to), moved, fields.options());
    }

    @Override
    public Reply reply(Operation.Transfer transfer, Outcome.Applied applied, Fields fields) {
      return new Reply(
          new Account(from, applied.balances().get(0).toString()),
          new Account(to, fields.visibleBalance(to, applied.balances().get(1))),
          transfer.amount().toString(),
          applied.entry());
    }
  }

  /**
   * The reply to transfer.
   *
   * @param from the debited account
   * @param to the credited account, without its balance if the caller is the owner of another one
   * @param amount the amount moved
   * @param entry the id of the journal entry
   */
  @RegisterForReflection
  public record Reply(Account from, Account to, String amount, String entry) {}

  /**
   * An account of a transfer.
   *
   * @param account the name of the account
   * @param balance the new balance, or null if the caller may not read it
   */
  @RegisterForReflection
  public record Account(String account, String balance) {}
}
