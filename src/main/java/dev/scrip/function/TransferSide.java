package dev.scrip.function;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An account and its balance after a transfer.
 *
 * @param account the name of the account
 * @param balance the balance, or null if the caller is the owner of another account
 */
@RegisterForReflection
public record TransferSide(String account, String balance) {}
