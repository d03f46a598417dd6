package dev.scrip.function;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;

/** Whose creation or deletion is asked about. */
@RegisterForReflection
public record ReasonRequest(
    @IsLedger String ledger, @NotNull(message = Missing.MESSAGE) @IsAccount String account) {}
