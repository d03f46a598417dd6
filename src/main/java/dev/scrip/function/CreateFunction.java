package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.access.Call;
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

/** Creates an account of a points ledger with a first balance. */
@Singleton
public class CreateFunction {

  private final Writes writes;

  CreateFunction(Writes writes) {
    this.writes = writes;
  }

  /**
   * Creates an account.
   *
   * @param request the request
   * @param call the caller and the operation id
   * @return the account with its balance
   */
  @Funq("create")
  public Uni<Reply> create(Request request, @Context Call call) {
    return writes.apply(request, call);
  }

  /**
   * A request to create an account.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param account the name of the account
   * @param amount the first balance, within the bounds of the ledger
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
      implements OperationRequest<Operation.Create, Reply> {

    @Override
    public Operation.Create operation(Fields fields) {
      return new Operation.Create(
          fields.account("account", account), fields.amount("amount", amount), fields.options());
    }

    @Override
    public Reply reply(Operation.Create create, Outcome.Applied applied, Fields fields) {
      return new Reply(account, applied.balances().get(0).toString(), applied.entry());
    }
  }

  /**
   * The reply to create.
   *
   * @param account the name of the account
   * @param balance the first balance
   * @param entry the id of the journal entry
   */
  @RegisterForReflection
  public record Reply(String account, String balance, String entry) {}
}
