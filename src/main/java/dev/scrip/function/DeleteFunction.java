package dev.scrip.function;

import dev.scrip.domain.Operation;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** Removes an account of a points ledger. Removing nobody is no error. */
@Guarded
@Singleton
public class DeleteFunction {

  private final Writes writes;

  DeleteFunction(Writes writes) {
    this.writes = writes;
  }

  /** Applies it, or refuses. */
  @Funq("delete")
  public Reply delete(@Valid @NotNull(message = Missing.MESSAGE) Request request) {
    return writes.apply(request);
  }

  /** What is asked for. */
  @RegisterForReflection
  public record Request(
      @IsLedger String ledger,
      @NotNull(message = Missing.MESSAGE) @IsAccount String account,
      @IsOperationId String id,
      @IsReason String reason,
      String notAfter)
      implements OperationRequest<Reply> {

    @Override
    public Planned<Reply> plan(Fields fields) {
      return new Planned<>(
          new Operation.Delete(fields.account("account", account), fields.terms()),
          applied -> new Reply(account, applied.entry() != null, applied.entry()));
    }
  }

  /** Whether there was such an account, and the journal entry (null when there was none). */
  @RegisterForReflection
  public record Reply(String account, boolean deleted, String entry) {}
}
