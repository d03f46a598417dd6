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
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;

/** Deletes an account of a points ledger. It is no error if the account does not exist. */
@Singleton
public class DeleteFunction {

  private final Writes writes;

  DeleteFunction(Writes writes) {
    this.writes = writes;
  }

  /**
   * Deletes an account together with its balance.
   *
   * @param request the request
   * @param call the caller and the operation id
   * @return whether the account was deleted
   */
  @Funq("delete")
  public Uni<Reply> delete(Request request, @Context Call call) {
    return writes.apply(request, call);
  }

  /**
   * A request to delete an account together with its balance.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param account the name of the account
   * @param id the operation id, 1 to 128 characters, or null
   * @param reason the reason, at most 500 characters, or null
   * @param notAfter the deadline, an ISO 8601 instant, or null
   * @param data a JSON object of at most 1,024 bytes, as text, or null
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @NotNull @ValidAccount String account,
      @ValidOperationId String id,
      @ValidReason String reason,
      String notAfter,
      @JsonDeserialize(using = ObjectText.class) String data)
      implements OperationRequest<Operation.Delete, Reply> {

    @Override
    public Operation.Delete operation(Fields fields) {
      return new Operation.Delete(fields.account("account", account), fields.options());
    }

    @Override
    public Reply reply(Operation.Delete delete, Outcome.Applied applied, Fields fields) {
      return new Reply(account, applied.entry() != null, applied.entry());
    }
  }

  /**
   * The reply to delete.
   *
   * @param account the name of the account
   * @param deleted whether the account existed
   * @param entry the id of the journal entry, or null if the account did not exist
   */
  @RegisterForReflection
  public record Reply(String account, boolean deleted, String entry) {}
}
