package dev.scrip.function;

import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Sequenced;
import dev.scrip.function.Task.Alone;
import dev.scrip.function.Task.Member;
import dev.scrip.store.LedgerStore;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Does any number of things each of which stands for itself, on any ledgers, in as few calls to the
 * store as may be: in each round one call for every ledger, with as many operations as a call
 * takes.
 */
@Singleton
class Rounds {

  private static final Logger LOG = Logger.getLogger(Rounds.class);

  /** After these the same ledger is not asked again: each further call would wait as long. */
  private static final Set<Code> OUTAGES =
      Set.of(Code.STORE_UNAVAILABLE, Code.STORE_FULL, Code.OVERLOADED);

  private final LedgerStore store;

  Rounds(LedgerStore store) {
    this.store = store;
  }

  /**
   * Something that is asked for.
   *
   * @param sequence a name that ties steps together: they are done in their order, and after a
   *     refusal the later ones are skipped; null for none
   * @param prepare makes it ready, or throws its refusal
   */
  record Step(String sequence, Supplier<Task> prepare) {}

  private record Pending(int index, String sequence, Task task) {}

  /**
   * What became of each step, in order.
   *
   * @param passing refusals after which a sequence goes on all the same
   */
  List<Done> run(List<Step> steps, Set<Code> passing) {
    Run run = new Run(steps.size(), passing);
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
    while (!pending.isEmpty()) {
      pending = round(run, pending);
    }
    return Arrays.asList(run.done);
  }

  /**
   * Does what need not wait, and answers what is left. A task waits while an earlier one of its
   * sequence is done at another place, and when a call is full.
   */
  private List<Pending> round(Run run, List<Pending> pending) {
    Map<Object, List<Pending>> calls = new LinkedHashMap<>();
    Map<String, Object> placeOfSequence = new HashMap<>();
    Set<String> waitingSequences = new HashSet<>();
    List<Pending> waiting = new ArrayList<>();
    for (Pending each : pending) {
      String sequence = each.sequence();
      Object place = each.task().place();
      List<Pending> call = calls.computeIfAbsent(place, p -> new ArrayList<>());
      boolean elsewhere =
          sequence != null && !placeOfSequence.computeIfAbsent(sequence, s -> place).equals(place);
      if (elsewhere
          || waitingSequences.contains(sequence)
          || call.size() == LedgerStore.MAX_OPERATIONS) {
        if (sequence != null) {
          waitingSequences.add(sequence);
        }
        waiting.add(each);
      } else {
        call.add(each);
      }
    }
    calls.values().stream().filter(call -> !call.isEmpty()).forEach(call -> run(run, call));
    List<Pending> left = new ArrayList<>();
    for (Pending each : waiting) {
      if (run.isStopped(each.index(), each.sequence())) {
        run.refuse(each.index(), each.sequence(), skipped());
      } else if (run.outages.contains(each.task().place())) {
        run.refuse(each.index(), each.sequence(), notSent());
      } else {
        left.add(each);
      }
    }
    return left;
  }

  /** Does what is at one place. A refusal here is that of the whole call; other calls stand. */
  private void run(Run run, List<Pending> call) {
    try {
      if (call.get(0).task() instanceof Alone alone) {
        run.done[call.get(0).index()] = Done.replied(alone.call().get());
      } else {
        apply(run, call);
      }
    } catch (RuntimeException e) {
      Refusal refusal = refusal(e);
      call.forEach(each -> run.refuse(each.index(), each.sequence(), refusal));
      if (OUTAGES.contains(refusal.code())) {
        run.outages.add(call.get(0).task().place());
      }
    }
  }

  private void apply(Run run, List<Pending> call) {
    List<Member> members = call.stream().map(each -> (Member) each.task()).toList();
    LedgerDefinition ledger = members.get(0).ledger();
    List<Sequenced> operations = new ArrayList<>();
    for (int i = 0; i < call.size(); i++) {
      // The store stops a sequence at any refusal, so where it may go on the store is not told.
      String sequence = run.passing.isEmpty() ? call.get(i).sequence() : null;
      operations.add(new Sequenced(members.get(i).operation(), sequence));
    }
    List<Outcome> outcomes = store.applyIndependent(ledger, operations);
    for (int i = 0; i < call.size(); i++) {
      Pending each = call.get(i);
      if (outcomes.get(i) instanceof Outcome.Refused refused) {
        run.refuse(each.index(), each.sequence(), members.get(i).told(refused.refusal()));
      } else {
        Outcome.Applied applied = (Outcome.Applied) outcomes.get(i);
        run.done[each.index()] = Done.replied(members.get(i).reply(applied));
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

  /** One that fails inside is its own affair, and the others stand. */
  private static Refusal refusal(RuntimeException failure) {
    if (failure instanceof RefusedException refused) {
      return refused.refusal();
    }
    LOG.error("One of many operations failed inside", failure);
    return Refusal.of(
            Code.INTERNAL_ERROR, "The operation failed for a reason that the server's log tells.")
        .with("outcome", "unknown");
  }

  /** What has become of the steps so far. */
  private static final class Run {
    final Done[] done;
    final Set<Code> passing;

    /** The places where the store has failed. */
    final Set<Object> outages = new HashSet<>();

    /** Of each sequence that is stopped, the index of its first refusal. */
    private final Map<String, Integer> stoppedAt = new HashMap<>();

    Run(int size, Set<Code> passing) {
      this.done = new Done[size];
      this.passing = passing;
    }

    /** Whether something before it in its sequence was refused. */
    boolean isStopped(int index, String sequence) {
      return sequence != null && stoppedAt.getOrDefault(sequence, index) < index;
    }

    void refuse(int index, String sequence, Refusal refusal) {
      done[index] = Done.refused(refusal);
      if (sequence != null && !passing.contains(refusal.code())) {
        stoppedAt.merge(sequence, index, Math::min);
      }
    }
  }
}
