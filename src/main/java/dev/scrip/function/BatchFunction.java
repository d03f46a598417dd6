package dev.scrip.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.scrip.store.LedgerStore;
import io.quarkus.funqy.Funq;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Applies many operations at once: each for itself, or all or none. */
@Guarded
@Singleton
public class BatchFunction {

  private final IndependentBatch independent;
  private final AtomicBatch atomic;

  BatchFunction(IndependentBatch independent, AtomicBatch atomic) {
    this.independent = independent;
    this.atomic = atomic;
  }

  /**
   * Replies with a result for each operation, in order; an atomic batch that is refused is refused
   * as a whole.
   */
  @Funq("batch")
  public Reply batch(@Valid @NotNull(message = Missing.MESSAGE) Request request) {
    return new Reply(
        "atomic".equals(request.mode()) ? atomic.apply(request) : independent.apply(request));
  }

  /**
   * What is asked for. The ledger, the reason and the deadline hold for every operation that has
   * none of its own. With an id, independent operations without one get the id, a slash and their
   * index.
   */
  @RegisterForReflection
  public record Request(
      @IsLedger String ledger,
      @Pattern(regexp = "independent|atomic", message = "must be independent or atomic")
          String mode,
      @NotNull(message = Missing.MESSAGE)
          @Size(
              min = 1,
              max = LedgerStore.MAX_OPERATIONS,
              message = "must be 1 to " + LedgerStore.MAX_OPERATIONS)
          List<@Valid @NotNull(message = Missing.MESSAGE) Item> operations,
      @IsOperationId String id,
      @IsReason String reason,
      String notAfter)
      implements WriteRequest {}

  /** One operation: the function's name, its input, and perhaps the sequence that it belongs to. */
  @RegisterForReflection
  public record Item(
      @NotNull(message = Missing.MESSAGE) String function,
      @NotNull(message = Missing.MESSAGE) TokenBuffer input,
      @IsSequence String sequence) {}

  /** The results, in the order of the operations. */
  @RegisterForReflection
  public record Reply(List<Result> results) {}

  /** What became of one operation: its HTTP status, and its reply or its problem. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Result(int status, Object reply, Problem problem) {

    static Result ofReply(Object reply) {
      return new Result(200, reply, null);
    }

    static Result of(Done done) {
      if (done.refusal() == null) {
        return ofReply(done.reply());
      }
      Problem problem = Problem.of(done.refusal());
      return new Result(problem.status(), null, problem);
    }
  }
}
