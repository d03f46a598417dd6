package dev.scrip.function;

import dev.scrip.domain.Amount;
import dev.scrip.domain.LedgerDefinition;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** The balance of an account, zero for a stranger. */
@Guarded
@Singleton
public class GetBalanceFunction {

  private final Reads reads;

  GetBalanceFunction(Reads reads) {
    this.reads = reads;
  }

  /** Replies, or refuses. */
  @Funq("getBalance")
  public Reply getBalance(@Valid @NotNull(message = Missing.MESSAGE) Request request) {
    LedgerDefinition ledger = reads.ledgerOf(request.ledger(), request.account());
    Amount balance =
        reads.store().balance(ledger, request.account()).orElse(Amount.zero(ledger.decimals()));
    return new Reply(request.account(), balance.toString());
  }

  /** What is asked for. */
  @RegisterForReflection
  public record Request(
      @IsLedger String ledger, @NotNull(message = Missing.MESSAGE) @IsAccount String account)
      implements HolderRequest {

    @Override
    public String ownAccount() {
      return account;
    }
  }

  /** The account and its balance. */
  @RegisterForReflection
  public record Reply(String account, String balance) {}
}
