package dev.scrip.function;

import dev.scrip.function.constraint.ValidEntry;
import dev.scrip.function.constraint.ValidLedger;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A request about an archive of a ledger.
 *
 * @param ledger the ledger's name, or null for the default ledger
 * @param archive the first entry of its journal, or null for the newest archive
 */
@RegisterForReflection
public record ArchiveRequest(@ValidLedger String ledger, @ValidEntry String archive) {}
