package dev.scrip.function;

import dev.scrip.domain.AccountBalance;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** An account and its balance, in a list. */
@RegisterForReflection
public record AccountReply(String account, String balance) {

  static AccountReply of(AccountBalance account) {
    return new AccountReply(account.account(), account.balance().toString());
  }
}
