package dev.scrip.function;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.access.Call;
import dev.scrip.domain.Supply;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.function.constraint.ValidOperationId;
import dev.scrip.function.constraint.ValidReason;
import dev.scrip.json.ObjectText;
import dev.scrip.store.Ledger;
import dev.scrip.store.LedgerStore;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Writes a token ledger's definition and first balances, once. */
@Singleton
public class InitializeFunction {

  private final LedgerStore store;

  InitializeFunction(LedgerStore store) {
    this.store = store;
  }

  /**
   * Writes the definition and the first balances of a token ledger, once.
   *
   * @param request the request
   * @param call the caller and the operation id
   * @return the ledger and the journal entry
   */
  @Funq("initialize")
  public Uni<Reply> initialize(Request request, @Context Call call) {
    Ledger ledger = store.ledger(request.ledger());
    Fields fields = new Fields(ledger.definition(), request, call);
    fields.check();
    return Uni.createFrom()
        .completionStage(
            ledger
                .initialize(fields.options())
                .thenCompose(
                    entry -> ledger.supply().thenApply(supply -> Reply.of(ledger, supply, entry))));
  }

  /**
   * A request to initialize a token ledger.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param id the operation id, 1 to 128 characters, or null
   * @param reason the reason, at most 500 characters, or null
   * @param notAfter the deadline, an ISO 8601 instant, or null
   * @param data a JSON object of at most 1,024 bytes, as text, or null
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @ValidOperationId String id,
      @ValidReason String reason,
      String notAfter,
      @JsonDeserialize(using = ObjectText.class) String data)
      implements WriteRequest {}

  /**
   * The reply to initialize.
   *
   * @param info the ledger, as in the reply to getInfo
   * @param entry the id of the journal entry of the first call
   */
  @RegisterForReflection
  public record Reply(@JsonUnwrapped GetInfoFunction.Reply info, String entry) {

    private static Reply of(Ledger ledger, Supply supply, String entry) {
      return new Reply(GetInfoFunction.Reply.of(ledger.definition(), supply), entry);
    }
  }
}
