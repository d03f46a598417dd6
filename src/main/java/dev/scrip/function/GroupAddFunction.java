package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.access.Call;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.function.constraint.ValidAccount;
import dev.scrip.function.constraint.ValidBook;
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
import jakarta.validation.constraints.Size;
import java.util.List;

/** Makes accounts members of a group. */
@Singleton
public class GroupAddFunction {

  private final Writes writes;

  GroupAddFunction(Writes writes) {
    this.writes = writes;
  }

  /**
   * Makes accounts members of a group.
   *
   * @param request the request
   * @param call the caller and the operation id
   * @return the group with its new number of members
   */
  @Funq("groupAdd")
  public Uni<Reply> groupAdd(Request request, @Context Call call) {
    return writes.apply(request, call);
  }

  /**
   * A request to make accounts members of a group.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param group the name of the group, 1 to 64 letters, digits, -, _ or .
   * @param accounts the names of the accounts, 1 to 1,000; they need not exist
   * @param id the operation id, 1 to 128 characters, or null
   * @param reason the reason, at most 500 characters, or null
   * @param notAfter the deadline, an ISO 8601 instant, or null
   * @param data a JSON object of at most 1,024 bytes, as text, or null
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @NotNull @ValidBook String group,
      @NotNull
          @Size(
              min = 1,
              max = Operation.GroupAdd.MAX_ACCOUNTS,
              message = "{dev.scrip.ValidAccounts}")
          List<@NotNull @ValidAccount String> accounts,
      @ValidOperationId String id,
      @ValidReason String reason,
      String notAfter,
      @JsonDeserialize(using = ObjectText.class) String data)
      implements OperationRequest<Operation.GroupAdd, Reply> {

    @Override
    public Operation.GroupAdd operation(Fields fields) {
      return new Operation.GroupAdd(
          fields.book("group", group), fields.accounts("accounts", accounts), fields.options());
    }

    @Override
    public Reply reply(Operation.GroupAdd operation, Outcome.Applied applied, Fields fields) {
      return new Reply(
          group,
          applied.balances().get(0).units().longValueExact(),
          applied.balances().get(1).units().longValueExact(),
          applied.entry());
    }
  }

  /**
   * The reply to groupAdd.
   *
   * @param group the name of the group
   * @param added the number of accounts that were no members before, 0 or more
   * @param members the number of members after it, 0 or more
   * @param entry the id of the journal entry, or null if nothing changed
   */
  @RegisterForReflection
  public record Reply(String group, long added, long members, String entry) {}
}
