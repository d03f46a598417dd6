package dev.scrip.function;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Which ledger is asked about. */
@RegisterForReflection
public record LedgerRequest(@IsLedger String ledger) {}
