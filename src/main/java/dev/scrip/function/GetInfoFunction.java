package dev.scrip.function;

import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Supply;
import dev.scrip.store.Ledger;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Returns the definition of a ledger, its supply and its number of accounts. */
@Singleton
public class GetInfoFunction {

  private final Reads reads;

  GetInfoFunction(Reads reads) {
    this.reads = reads;
  }

  /**
   * Returns the definition of a ledger, its supply and its number of accounts.
   *
   * @param request the request
   * @return the definition and the supply
   */
  @Funq("getInfo")
  public Uni<Reply> getInfo(LedgerRequest request) {
    Ledger ledger = reads.ledger(request.ledger());
    return Uni.createFrom()
        .completionStage(
            ledger.supply().thenApply(supply -> Reply.of(ledger.definition(), supply)));
  }

  /**
   * The definition and the supply of a ledger.
   *
   * @param ledger the ledger's name
   * @param kind {@code points} or {@code token}
   * @param name the display name
   * @param symbol the symbol, or an empty string
   * @param decimals the number of fraction digits of amounts, 0 to 36
   * @param accountCipher {@code none}, {@code aes-siv} or {@code hmac-sha256}. With the latter,
   *     replies display digests of the accounts that the request does not name
   * @param min the lowest balance, or null for a token ledger
   * @param max the highest balance, or null for a token ledger
   * @param totalSupply the total supply
   * @param circulatingSupply the circulating supply
   * @param accounts the number of accounts, 0 or more
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
