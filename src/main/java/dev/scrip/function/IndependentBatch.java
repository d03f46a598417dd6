package dev.scrip.function;

import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.Refusals;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Sequenced;
import dev.scrip.function.BatchFunction.Item;
import dev.scrip.function.BatchFunction.Result;
import dev.scrip.function.Members.Member;
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

/**
 * A batch of operations each of which stands for itself, on any ledgers, in as few calls to the
 * store as may be.
 */
@Singleton
class IndependentBatch {

  private final Members members;
  private final Writes writes;
  private final LedgerStore store;
  private final Guard guard;

  IndependentBatch(Members members, Writes writes, LedgerStore store, Guard guard) {
    this.members = members;
    this.writes = writes;
    this.store = store;
    this.guard = guard;
  }

  /** A result for each operation, in order. */
  List<Result> apply(BatchFunction.Request request) {
    Run run = new Run(new Result[request.operations().size()]);
    WriteId id = writes.id(request);
    List<Member> pending = new ArrayList<>();
    for (int i = 0; i < request.operations().size(); i++) {
      Item item = request.operations().get(i);
      if (run.isStopped(item.sequence(), i)) {
        run.refuse(i, item.sequence(), skipped());
        continue;
      }
      try {
        OperationRequest<?> each = members.request(item);
        WriteId derived = each.id() == null ? id.at(i) : id.own(each.id());
        pending.add(members.member(i, request, each, derived, item.sequence()));
      } catch (RefusedException e) {
        run.refuse(i, item.sequence(), e.refusal());
      }
    }
    while (!pending.isEmpty()) {
      pending = round(run, pending);
    }
    return Arrays.asList(run.results);
  }

  /**
   * Applies, of the pending operations, for each ledger those that need not wait; answers the
   * others. An operation waits while an earlier one of its sequence goes to another ledger, and
   * when a call is full.
   */
  private List<Member> round(Run run, List<Member> pending) {
    Map<LedgerDefinition, List<Member>> calls = new LinkedHashMap<>();
    Map<String, LedgerDefinition> ledgerOfSequence = new HashMap<>();
    Set<String> waitingSequences = new HashSet<>();
    List<Member> waiting = new ArrayList<>();
    for (Member member : pending) {
      String sequence = member.sequence();
      List<Member> call = calls.computeIfAbsent(member.ledger(), ledger -> new ArrayList<>());
      boolean elsewhere =
          sequence != null
              && !ledgerOfSequence
                  .computeIfAbsent(sequence, s -> member.ledger())
                  .equals(member.ledger());
      if (elsewhere
          || waitingSequences.contains(sequence)
          || call.size() == LedgerStore.MAX_OPERATIONS) {
        if (sequence != null) {
          waitingSequences.add(sequence);
        }
        waiting.add(member);
      } else {
        call.add(member);
      }
    }
    calls.forEach((ledger, call) -> apply(run, ledger, call));
    List<Member> left = new ArrayList<>();
    for (Member member : waiting) {
      if (run.isStopped(member.sequence(), member.index())) {
        run.refuse(member.index(), member.sequence(), skipped());
      } else {
        left.add(member);
      }
    }
    return left;
  }

  private void apply(Run run, LedgerDefinition ledger, List<Member> call) {
    if (call.isEmpty()) {
      return;
    }
    try {
      List<Outcome> outcomes =
          store.applyIndependent(
              ledger,
              call.stream().map(each -> new Sequenced(each.operation(), each.sequence())).toList());
      for (int i = 0; i < call.size(); i++) {
        Member member = call.get(i);
        if (outcomes.get(i) instanceof Outcome.Refused refused) {
          run.refuse(member.index(), member.sequence(), guard.told(refused.refusal()));
        } else {
          run.results[member.index()] = Result.of(member.reply((Outcome.Applied) outcomes.get(i)));
        }
      }
    } catch (RefusedException e) {
      // The store could not answer for this ledger; what was applied on others stays applied, and
      // is told.
      call.forEach(member -> run.refuse(member.index(), member.sequence(), e.refusal()));
    }
  }

  private static Refusal skipped() {
    return Refusals.of(Code.SKIPPED, null, null, null);
  }

  /** The results so far, and for each sequence in which something was refused, where it was. */
  private static final class Run {
    final Result[] results;
    private final Map<String, Integer> stops = new HashMap<>();

    Run(Result[] results) {
      this.results = results;
    }

    /** What is no request is refused before anything is applied, so its place matters. */
    boolean isStopped(String sequence, int index) {
      return sequence != null && stops.getOrDefault(sequence, index) < index;
    }

    void refuse(int index, String sequence, Refusal refusal) {
      results[index] = Result.of(refusal);
      if (sequence != null) {
        stops.merge(sequence, index, Math::min);
      }
    }
  }
}
