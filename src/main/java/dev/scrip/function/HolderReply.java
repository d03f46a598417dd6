package dev.scrip.function;

import dev.scrip.domain.AccountBalance;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A holder of the points or tokens of a ledger.
 *
 * @param rank the rank, from 1
 * @param account the name of the account
 * @param balance the balance
 */
@RegisterForReflection
public record HolderReply(long rank, String account, String balance) {

  static HolderReply of(long rank, AccountBalance holder) {
    return new HolderReply(rank, holder.account(), holder.balance().toString());
  }
}
