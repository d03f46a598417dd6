package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.access.Call;
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

/** Adds a signed amount to an account of a points ledger. */
@Singleton
public class AddFunction {

  private final Writes writes;

  AddFunction(Writes writes) {
    this.writes = writes;
  }

  /**
   * Adds a signed amount to the balance of an account.
   *
   * @param request the request
   * @param call the caller and the operation id
   * @return the account with its new balance
   */
  @Funq("add")
  public Uni<Reply> add(Request request, @Context Call call) {
    return writes.apply(request, call);
  }

  /**
   * A request to add a signed amount to the balance of an account.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param account the name of the account
   * @param amount the amount, above or below 0
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
      implements OperationRequest<Operation.Add, Reply> {

    @Override
    public Operation.Add operation(Fields fields) {
      Amount change = fields.nonZero("amount", amount);
      return new Operation.Add(fields.account("account", account), change, fields.options());
    }

    @Override
    public Reply reply(Operation.Add add, Outcome.Applied applied, Fields fields) {
      String balance = applied.balances().get(0).toString();
      return new Reply(account, balance, add.amount().toString(), applied.entry());
    }
  }

  /**
   * The reply to add.
   *
   * @param account the name of the account
   * @param balance the balance after the change
   * @param change the amount added
   * @param entry the id of the journal entry
   */
  @RegisterForReflection
  public record Reply(String account, String balance, String change, String entry) {}
}
