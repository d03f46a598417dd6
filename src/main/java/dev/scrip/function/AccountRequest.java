package dev.scrip.function;

import dev.scrip.function.constraint.ValidAccount;
import dev.scrip.function.constraint.ValidLedger;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;

/**
 * A request about one account.
 *
 * @param ledger the ledger's name, or null for the default ledger
 * @param account the name of the account
 */
@RegisterForReflection
public record AccountRequest(@ValidLedger String ledger, @NotNull @ValidAccount String account) {}
