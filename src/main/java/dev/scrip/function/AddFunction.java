package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Operation;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** Adds a signed amount to an account of a points ledger. */
@Guarded
@Singleton
public class AddFunction {

  private final Writes writes;

  AddFunction(Writes writes) {
    this.writes = writes;
  }

  /** Applies it, or refuses. */
  @Funq("add")
  public Reply add(@Valid @NotNull(message = Missing.MESSAGE) Request request) {
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
      Amount change = fields.nonZero("amount", amount);
      return new Planned<>(
          new Operation.Add(fields.account("account", account), change, fields.terms()),
          applied ->
              new Reply(
                  account,
                  applied.balances().get(0).toString(),
                  change.toString(),
                  applied.entry()));
    }
  }

  /** The account, its balance after the change, the change, and the journal entry. */
  @RegisterForReflection
  public record Reply(String account, String balance, String change, String entry) {}
}
