package dev.scrip.function;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.store.LedgerStore;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** Writes a token ledger's definition and first balances, once. */
@Guarded
@Singleton
public class InitializeFunction {

  private final Writes writes;
  private final LedgerStore store;

  InitializeFunction(Writes writes, LedgerStore store) {
    this.writes = writes;
    this.store = store;
  }

  /** Replies as getInfo does, however often it is called, or refuses. */
  @Funq("initialize")
  public Reply initialize(@Valid @NotNull(message = Missing.MESSAGE) Request request) {
    Fields fields = writes.fields(request);
    fields.check();
    LedgerDefinition ledger = fields.ledger();
    String entry = store.initialize(ledger, fields.terms());
    return new Reply(GetInfoFunction.Reply.of(ledger, store.supply(ledger)), entry);
  }

  /** What is asked for. */
  @RegisterForReflection
  public record Request(
      @IsLedger String ledger, @IsOperationId String id, @IsReason String reason, String notAfter)
      implements WriteRequest {}

  /** The ledger as getInfo shows it, and the journal entry of the first call. */
  @RegisterForReflection
  public record Reply(@JsonUnwrapped GetInfoFunction.Reply info, String entry) {}
}
