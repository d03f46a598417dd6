package dev.scrip.function;

import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Supply;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** What a ledger is, and how much of it there is. */
@Guarded
@Singleton
public class GetInfoFunction {

  private final Reads reads;

  GetInfoFunction(Reads reads) {
    this.reads = reads;
  }

  /** Replies, or refuses. */
  @Funq("getInfo")
  public Reply getInfo(@Valid @NotNull(message = Missing.MESSAGE) LedgerRequest request) {
    LedgerDefinition ledger = reads.ledger(request.ledger());
    return Reply.of(ledger, reads.store().supply(ledger));
  }

  /**
   * The definition and the supply. With the account cipher hmac-sha256 every reply tells digests
   * for names, but those of the request itself; min and max are null for a token ledger.
   */
  @RegisterForReflection
  public record Reply(
      String ledger,
      String kind,
      String name,
      String symbol,
      int decimals,
      String accountCipher,
      String min,
      String max,
      String totalSupply,
      String circulatingSupply,
      long accounts) {

    static Reply of(LedgerDefinition ledger, Supply supply) {
      boolean bounded = ledger.kind() == Kind.POINTS;
      return new Reply(
          ledger.ledger(),
          ledger.kind().word(),
          ledger.name(),
          ledger.symbol(),
          ledger.decimals(),
          ledger.accountCipher().method().word(),
          bounded ? ledger.min().toString() : null,
          bounded ? ledger.max().toString() : null,
          supply.total().toString(),
          supply.circulating().toString(),
          supply.accounts());
    }
  }
}
