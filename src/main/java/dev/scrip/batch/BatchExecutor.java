package dev.scrip.batch;

import dev.scrip.domain.Code;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.SequencedOperation;
import dev.scrip.function.Failures;
import dev.scrip.store.Ledger;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Executes independent entries, on any ledgers, in rounds: each round makes one call to the store
 * for each ledger, of at most {@value dev.scrip.store.Ledger#MAX_OPERATIONS} operations.
 */
@Singleton
class BatchExecutor {

  private static final Logger LOG = Logger.getLogger(BatchExecutor.class);

  /** Failures after which the ledger is not called again, as each call could time out. */
  private static final Set<Code> STORE_FAILURES =
      Set.of(Code.STORE_UNAVAILABLE, Code.STORE_FULL, Code.OVERLOADED);

  /**
   * An entry that has not been validated.
   *
   * @param sequence the sequence that the entry belongs to: its entries are executed in order, and
   *     after a refusal the later ones are skipped; null for none
   * @param prepare validates the entry, or throws its refusal
   */
  record Step(String sequence, Supplier<BatchEntry> prepare) {}

  private record Pending(int index, String sequence, BatchEntry entry) {}

  /**
   * Executes the entries and returns a result for each, in order.
   *
   * @param acknowledged the refusals after which a sequence continues
   */
  CompletionStage<List<Result>> run(List<Step> steps, Set<Code> acknowledged) {
    Run run = new Run(steps.size(), acknowledged);
    List<Pending> pending = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (run.isStopped(i, step.sequence())) {
        run.refuse(i, step.sequence(), skipped());
        continue;
      }
      try {
        pending.add(new Pending(i, step.sequence(), step.prepare().get()));
      } catch (RuntimeException e) {
        run.refuse(i, step.sequence(), refusal(e));
      }
    }
    return rounds(run, pending);
  }

  private CompletionStage<List<Result>> rounds(Run run, List<Pending> pending) {
    return pending.isEmpty()
        ? CompletableFuture.completedStage(Arrays.asList(run.results))
        : round(run, pending).thenCompose(left -> rounds(run, left));
  }

  /**
   * Executes the entries that need not wait and returns the others. An entry waits while an earlier
   * entry of its sequence is executed on another target, and while the call of its target is full.
   */
  private CompletionStage<List<Pending>> round(Run run, List<Pending> pending) {
    Map<Object, List<Pending>> calls = new LinkedHashMap<>();
    Map<String, Object> targetOfSequence = new HashMap<>();
    Set<String> waitingSequences = new HashSet<>();
    List<Pending> waiting = new ArrayList<>();
    for (Pending each : pending) {
      String sequence = each.sequence();
      Object target = each.entry().target();
      List<Pending> call = calls.computeIfAbsent(target, t -> new ArrayList<>());
      boolean elsewhere =
          sequence != null
              && !targetOfSequence.computeIfAbsent(sequence, s -> target).equals(target);
      if (elsewhere
          || waitingSequences.contains(sequence)
          || call.size() == Ledger.MAX_OPERATIONS) {
        if (sequence != null) {
          waitingSequences.add(sequence);
        }
        waiting.add(each);
      } else {
        call.add(each);
      }
    }
    CompletionStage<Void> executed = CompletableFuture.completedStage(null);
    for (List<Pending> call : calls.values()) {
      if (!call.isEmpty()) {
        executed = executed.thenCompose(done -> run(run, call));
      }
    }
    return executed.thenApply(done -> left(run, waiting));
  }

  /** The entries for the next round: those that have waited and were not refused meanwhile. */
  private static List<Pending> left(Run run, List<Pending> waiting) {
    List<Pending> left = new ArrayList<>();
    for (Pending each : waiting) {
      if (run.isStopped(each.index(), each.sequence())) {
        run.refuse(each.index(), each.sequence(), skipped());
      } else if (run.failedTargets.contains(each.entry().target())) {
        run.refuse(each.index(), each.sequence(), notSent());
      } else {
        left.add(each);
      }
    }
    return left;
  }

  /** Executes the entries of one target. A failure refuses all of them. */
  private static CompletionStage<Void> run(Run run, List<Pending> call) {
    CompletionStage<Void> executed;
    try {
      executed =
          call.get(0).entry() instanceof BatchEntry.SingleCall single
              ? single.call().get().thenAccept(reply -> run.reply(call.get(0), reply))
              : apply(run, call);
    } catch (RuntimeException e) {
      executed = CompletableFuture.failedStage(e);
    }
    return executed.exceptionally(
        failure -> {
          Refusal refusal = refusal(failure);
          call.forEach(each -> run.refuse(each.index(), each.sequence(), refusal));
          if (STORE_FAILURES.contains(refusal.code())) {
            run.failedTargets.add(call.get(0).entry().target());
          }
          return null;
        });
  }

  private static CompletionStage<Void> apply(Run run, List<Pending> call) {
    List<BatchEntry.SharedCall<?>> entries = new ArrayList<>();
    call.forEach(each -> entries.add((BatchEntry.SharedCall<?>) each.entry()));
    List<SequencedOperation> operations = new ArrayList<>();
    for (int i = 0; i < call.size(); i++) {
      // The store stops a sequence at every refusal, so it gets no sequence that may continue.
      String sequence = run.acknowledged.isEmpty() ? call.get(i).sequence() : null;
      operations.add(new SequencedOperation(entries.get(i).operation(), sequence));
    }
    return entries
        .get(0)
        .ledger()
        .applyIndependent(operations)
        .thenAccept(outcomes -> report(run, call, entries, outcomes));
  }

  private static void report(
      Run run, List<Pending> call, List<BatchEntry.SharedCall<?>> entries, List<Outcome> outcomes) {
    for (int i = 0; i < call.size(); i++) {
      Pending each = call.get(i);
      if (outcomes.get(i) instanceof Outcome.Refused refused) {
        run.refuse(each.index(), each.sequence(), entries.get(i).redact(refused.refusal()));
      } else {
        Outcome.Applied applied = (Outcome.Applied) outcomes.get(i);
        run.reply(each, entries.get(i).reply(applied));
      }
    }
  }

  private static Refusal skipped() {
    return Refusals.of(Code.SKIPPED, null, null, null);
  }

  private static Refusal notSent() {
    return Refusal.of(
            Code.STORE_UNAVAILABLE,
            "The store failed on operations before this one, so it was not sent.")
        .with("outcome", "not-applied");
  }

  /** The refusal that reports an exception, which does not affect the other targets. */
  private static Refusal refusal(Throwable failure) {
    Throwable cause = Failures.unwrap(failure);
    if (cause instanceof RefusedException refused) {
      return refused.refusal();
    }
    LOG.error("An operation of a batch failed", cause);
    return Refusal.of(
            Code.INTERNAL_ERROR,
            "The operation failed because of an internal error, which is in the server's log.")
        .with("outcome", "unknown");
  }

  /** The results so far. */
  private static final class Run {
    final Result[] results;
    final Set<Code> acknowledged;

    /** The targets on which the store has failed. */
    final Set<Object> failedTargets = new HashSet<>();

    /** The index of the first refusal of each stopped sequence. */
    private final Map<String, Integer> stoppedAt = new HashMap<>();

    Run(int size, Set<Code> acknowledged) {
      this.results = new Result[size];
      this.acknowledged = acknowledged;
    }

    /** Whether an earlier entry of the sequence was refused. */
    boolean isStopped(int index, String sequence) {
      return sequence != null && stoppedAt.getOrDefault(sequence, index) < index;
    }

    void reply(Pending entry, Object reply) {
      results[entry.index()] = Result.replied(reply);
    }

    void refuse(int index, String sequence, Refusal refusal) {
      results[index] = Result.refused(refusal);
      if (sequence != null && !acknowledged.contains(refusal.code())) {
        stoppedAt.merge(sequence, index, Math::min);
      }
    }
  }
}
