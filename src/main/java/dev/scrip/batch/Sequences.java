package dev.scrip.batch;

import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Refusals;
import dev.scrip.function.Failures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The execution of calls that were sent together: all at once, so that their operations share calls
 * to the store, but those of one sequence one after another.
 */
public final class Sequences {

  private static final Logger LOG = Logger.getLogger(Sequences.class);

  private Sequences() {}

  /**
   * A call to execute.
   *
   * @param sequence the sequence that the call belongs to: its calls are executed in order, and
   *     after a refusal the later ones are skipped; null for none
   * @param call calls the function and returns its reply, or fails or throws its refusal
   */
  public record Step(String sequence, Supplier<CompletionStage<Object>> call) {}

  /**
   * The result of a call: a reply or a refusal.
   *
   * @param reply the function's reply, or null if it was refused
   * @param refusal the refusal, or null
   */
  public record Result(Object reply, Refusal refusal) {}

  /**
   * Executes calls. Calls without a sequence start in the given order.
   *
   * @param steps the calls
   * @param acknowledged the refusals after which a sequence continues
   * @return a result for each call, in order
   */
  public static CompletionStage<List<Result>> run(List<Step> steps, Set<Code> acknowledged) {
    List<CompletableFuture<Result>> results = new ArrayList<>(steps.size());
    Map<String, CompletableFuture<Result>> lasts = new HashMap<>();
    for (Step step : steps) {
      CompletableFuture<Result> last = lasts.get(step.sequence());
      CompletableFuture<Result> result =
          last == null
              ? start(step)
              : last.thenCompose(
                  before ->
                      before.refusal() == null || acknowledged.contains(before.refusal().code())
                          ? start(step)
                          : CompletableFuture.completedFuture(skipped()));
      if (step.sequence() != null) {
        lasts.put(step.sequence(), result);
      }
      results.add(result);
    }
    return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenApply(done -> results.stream().map(CompletableFuture::join).toList());
  }

  private static CompletableFuture<Result> start(Step step) {
    try {
      return step.call()
          .get()
          .handle(
              (reply, failure) ->
                  failure == null ? new Result(reply, null) : new Result(null, refusal(failure)))
          .toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(new Result(null, refusal(e)));
    }
  }

  private static Result skipped() {
    return new Result(null, Refusals.of(Code.SKIPPED, null, null, null));
  }

  private static Refusal refusal(Throwable failure) {
    return Failures.refusal(failure)
        .orElseGet(
            () -> {
              LOG.error("A call of several that were sent together failed", failure);
              return Failures.internal().with("outcome", "unknown");
            });
  }
}
