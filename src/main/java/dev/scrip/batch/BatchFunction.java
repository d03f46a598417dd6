package dev.scrip.batch;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.scrip.access.Call;
import dev.scrip.function.WriteRequest;
import dev.scrip.function.constraint.ValidLedger;
import dev.scrip.function.constraint.ValidOperationId;
import dev.scrip.function.constraint.ValidReason;
import dev.scrip.function.constraint.ValidSequence;
import dev.scrip.store.Ledger;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Applies up to 500 operations in one request: independently, or all or none. */
@Singleton
public class BatchFunction {

  /** The most characters of the name of a function, which a refusal repeats. */
  public static final int MAX_FUNCTION_NAME = 64;

  private final IndependentBatch independent;
  private final AtomicBatch atomic;

  BatchFunction(IndependentBatch independent, AtomicBatch atomic) {
    this.independent = independent;
    this.atomic = atomic;
  }

  /**
   * Applies the operations of a batch.
   *
   * @param request the batch
   * @param call the caller and the operation id
   * @return a result for each operation, in order; or a failure with the refusal of an atomic batch
   */
  @Funq("batch")
  public Uni<Reply> batch(Request request, @Context Call call) {
    CompletionStage<List<OperationResult>> results =
        request.isAtomic() ? atomic.apply(request, call) : independent.apply(request, call);
    return Uni.createFrom().completionStage(results.thenApply(Reply::new));
  }

  /**
   * A request to apply operations.
   *
   * @param ledger the default ledger of the operations, or null
   * @param mode {@code independent} or {@code atomic}, or null for independent
   * @param operations the operations, 1 to 500
   * @param id the operation id of the batch, 1 to 128 characters, or null. An independent operation
   *     without an id has this id, a slash and its index
   * @param reason the default reason of the operations, at most 500 characters, or null
   * @param notAfter the default deadline of the operations, an ISO 8601 instant, or null
   */
  @RegisterForReflection
  public record Request(
      @ValidLedger String ledger,
      @Pattern(regexp = "independent|atomic", message = "{dev.scrip.ValidMode}") String mode,
      @NotNull @Size(min = 1, max = Ledger.MAX_OPERATIONS, message = "{dev.scrip.ValidOperations}")
          List<@Valid @NotNull Item> operations,
      @ValidOperationId String id,
      @ValidReason String reason,
      String notAfter)
      implements WriteRequest {

    boolean isAtomic() {
      return "atomic".equals(mode);
    }
  }

  /**
   * An operation of a batch.
   *
   * @param function the name of the function, at most 64 characters
   * @param input the input of the function, a JSON object
   * @param sequence the sequence that the operation belongs to, 1 to 128 characters, or null
   */
  @RegisterForReflection
  public record Item(
      @NotNull @Size(max = MAX_FUNCTION_NAME, message = "{dev.scrip.ValidFunction}")
          String function,
      @NotNull TokenBuffer input,
      @ValidSequence String sequence) {}

  /**
   * The reply of a batch.
   *
   * @param results the results, in the order of the operations
   */
  @RegisterForReflection
  public record Reply(List<OperationResult> results) {}
}
