package dev.scrip.function;

import dev.scrip.domain.Reaped;
import dev.scrip.store.LedgerStore;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** Removes every account of a points ledger whose balance is below the minimum. */
@Guarded
@Singleton
public class ReapFunction {

  private final Writes writes;
  private final LedgerStore store;

  ReapFunction(Writes writes, LedgerStore store) {
    this.writes = writes;
    this.store = store;
  }

  /** Reaps in bounded steps until none is left, or refuses. */
  @Funq("reap")
  public Reply reap(@Valid @NotNull(message = Missing.MESSAGE) Request request) {
    Fields fields = writes.fields(request);
    fields.check();
    Reaped reaped = store.reap(fields.ledger(), fields.terms());
    return new Reply(reaped.count(), reaped.entry());
  }

  /** What is asked for. */
  @RegisterForReflection
  public record Request(
      @IsLedger String ledger, @IsOperationId String id, @IsReason String reason, String notAfter)
      implements WriteRequest {}

  /** How many accounts were removed, and the last journal entry (null when none was removed). */
  @RegisterForReflection
  public record Reply(long reaped, String entry) {}
}
