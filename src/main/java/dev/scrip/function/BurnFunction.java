package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Operation;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** Destroys an amount of a balance, and of the circulating supply with it. */
@Guarded
@Singleton
public class BurnFunction {

  private final Writes writes;

  BurnFunction(Writes writes) {
    this.writes = writes;
  }

  /** Applies it, or refuses. */
  @Funq("burn")
  public Reply burn(@Valid @NotNull(message = Missing.MESSAGE) Request request) {
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
      implements OperationRequest<Reply>, HolderRequest {

    @Override
    public String ownAccount() {
      return account;
    }

    @Override
    public Planned<Reply> plan(Fields fields) {
      Amount burned = fields.positive("amount", amount);
      return new Planned<>(
          new Operation.Burn(fields.account("account", account), burned, fields.terms()),
          applied ->
              new Reply(
                  account,
                  applied.balances().get(0).toString(),
                  burned.toString(),
                  fields.told(applied.balances().get(1)),
                  applied.entry()));
    }
  }

  /**
   * The account and its balance, the amount, what still circulates (which a holder is not told),
   * and the journal entry.
   */
  @RegisterForReflection
  public record Reply(
      String account, String balance, String amount, String circulatingSupply, String entry) {}
}
