package dev.scrip.function;

import dev.scrip.domain.Amount;
import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** The balance of an account that must exist. */
@Guarded
@Singleton
public class GetFunction {

  private final Reads reads;

  GetFunction(Reads reads) {
    this.reads = reads;
  }

  /** Replies, or refuses. */
  @Funq("get")
  public Reply get(@Valid @NotNull(message = Missing.MESSAGE) Request request) {
    LedgerDefinition ledger = reads.ledgerOf(request.ledger(), request.account());
    Reads.requireBook(ledger, request.book());
    Amount balance =
        reads
            .store()
            .balance(ledger, request.account())
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusals.of(Code.UNKNOWN_ACCOUNT, ledger, request.account(), null)));
    return new Reply(request.account(), balance.toString());
  }

  /** What is asked for. */
  @RegisterForReflection
  public record Request(
      @IsLedger String ledger,
      @NotNull(message = Missing.MESSAGE) @IsAccount String account,
      String book)
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
