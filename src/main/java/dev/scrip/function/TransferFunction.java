package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Operation;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** Moves an amount from one account to another. */
@Guarded
@Singleton
public class TransferFunction {

  private final Writes writes;

  TransferFunction(Writes writes) {
    this.writes = writes;
  }

  /** Applies it, or refuses. */
  @Funq("transfer")
  public Reply transfer(@Valid @NotNull(message = Missing.MESSAGE) Request request) {
    return writes.apply(request);
  }

  /** What is asked for. */
  @RegisterForReflection
  public record Request(
      @IsLedger String ledger,
      @NotNull(message = Missing.MESSAGE) @IsAccount String from,
      @NotNull(message = Missing.MESSAGE) @IsAccount String to,
      @NotNull(message = Missing.MESSAGE) @JsonDeserialize(using = AmountTextDeserializer.class)
          String amount,
      @IsOperationId String id,
      @IsReason String reason,
      String notAfter)
      implements OperationRequest<Reply>, HolderRequest {

    @Override
    public String ownAccount() {
      return from;
    }

    @Override
    public Planned<Reply> plan(Fields fields) {
      Amount moved = fields.positive("amount", amount);
      return new Planned<>(
          new Operation.Transfer(
              fields.account("from", from), fields.account("to", to), moved, fields.terms()),
          applied ->
              new Reply(
                  new Side(from, applied.balances().get(0).toString()),
                  new Side(to, fields.told(to, applied.balances().get(1))),
                  moved.toString(),
                  applied.entry()));
    }
  }

  /** An account and its balance after the transfer, which a holder is not told of another's. */
  @RegisterForReflection
  public record Side(String account, String balance) {}

  /** Both accounts with their balances, the amount, and the journal entry. */
  @RegisterForReflection
  public record Reply(Side from, Side to, String amount, String entry) {}
}
