package dev.scrip.function;

import dev.scrip.function.constraint.ValidLedger;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A request about a ledger.
 *
 * @param ledger the ledger's name, or null for the default ledger
 */
@RegisterForReflection
public record LedgerRequest(@ValidLedger String ledger) {}
