package dev.scrip.function;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.scrip.access.Call;
import dev.scrip.domain.WeightedSum;
import dev.scrip.function.constraint.ValidBook;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.function.constraint.ValidOperationId;
import dev.scrip.function.constraint.ValidReason;
import dev.scrip.json.ObjectText;
import dev.scrip.json.StrictJson;
import dev.scrip.store.Ledger;
import dev.scrip.store.LedgerStore;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;

/** Replaces a book by a weighted sum of books. */
@Singleton
public class WsumFunction {

  private final LedgerStore store;

  WsumFunction(LedgerStore store) {
    this.store = store;
  }

  /**
   * Replaces a book by a weighted sum of books.
   *
   * @param request the request
   * @param call the caller and the operation id
   * @return the result, or the job that still runs
   */
  @Funq("wsum")
  public Uni<SumReply> wsum(Request request, @Context Call call) {
    Ledger ledger = store.ledger(request.ledger());
    Fields fields = new Fields(ledger.definition(), request, call);
    WeightedSum sum = new WeightedSum(request.destination(), fields.weights(request.weights()));
    fields.check();
    return Uni.createFrom()
        .completionStage(
            ledger
                .weightedSum(sum, fields.options())
                .thenApply(outcome -> SumReply.of(sum, outcome)));
  }

  /**
   * A request to replace a book by a weighted sum.
   *
   * @param ledger the ledger's name, or null for the default ledger
   * @param destination the name of the book that is replaced: the ledger itself, or a snapshot
   * @param weights the weight of each book, by the names of 1 to 64 books
   * @param id the operation id, 1 to 128 characters, or null
   * @param reason the reason, at most 500 characters, or null
   * @param notAfter the deadline, an ISO 8601 instant, or null
   * @param data a JSON object of at most 1,024 bytes, as text, or null
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @NotNull @ValidBook String destination,
      @NotNull
          @Size(min = 1, max = WeightedSum.MAX_BOOKS, message = "{dev.scrip.ValidWeights}")
          @JsonDeserialize(contentUsing = StrictJson.AmountText.class)
          Map<@ValidBook String, @NotNull String> weights,
      @ValidOperationId String id,
      @ValidReason String reason,
      String notAfter,
      @JsonDeserialize(using = ObjectText.class) String data)
      implements WriteRequest {}
}
