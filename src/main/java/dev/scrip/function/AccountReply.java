package dev.scrip.function;

import dev.scrip.domain.AccountBalance;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An account and its balance.
 *
 * @param account the name of the account
 * @param balance the balance, or null if the caller may not read it
 */
@RegisterForReflection
public record AccountReply(String account, String balance) {

  static AccountReply of(AccountBalance account) {
    return new AccountReply(account.account(), account.balance().toString());
  }
}
