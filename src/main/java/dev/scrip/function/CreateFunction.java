package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.Operation;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** Opens an account of a points ledger with a first balance. */
@Guarded
@Singleton
public class CreateFunction {

  private final Writes writes;

  CreateFunction(Writes writes) {
    this.writes = writes;
  }

  /** Applies it, or refuses. */
  @Funq("create")
  public Reply create(@Valid @NotNull(message = Missing.MESSAGE) Request request) {
    return writes.apply(request);
  }

  /** What is asked for. */
  @RegisterForReflection
  public record Request(
      @IsLedger String ledger,
      @NotNull(message = Missing.MESSAGE) @IsAccount String account,
      @NotNull(message = Missing.MESSAGE) @JsonDeserialize(using = AmountTextDeserializer.class)
          String amount,
      @IsOperationId String id,
      @IsReason String reason,
      String notAfter)
      implements OperationRequest<Reply> {

    @Override
    public Planned<Reply> plan(Fields fields) {
      return new Planned<>(
          new Operation.Create(
              fields.account("account", account), fields.amount("amount", amount), fields.terms()),
          applied -> new Reply(account, applied.balances().get(0).toString(), applied.entry()));
    }
  }

  /** The account and its balance, and the journal entry. */
  @RegisterForReflection
  public record Reply(String account, String balance, String entry) {}
}
