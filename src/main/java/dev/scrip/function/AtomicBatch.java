package dev.scrip.function;

import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Outcome;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Scope;
import dev.scrip.function.BatchFunction.Item;
import dev.scrip.function.BatchFunction.Result;
import dev.scrip.function.Task.Member;
import dev.scrip.store.LedgerStore;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** A batch of operations on one ledger of which all are applied or none. */
@Singleton
class AtomicBatch {

  private final Members members;
  private final Writes writes;
  private final LedgerStore store;

  AtomicBatch(Members members, Writes writes, LedgerStore store) {
    this.members = members;
    this.writes = writes;
    this.store = store;
  }

  /** Applies all, or throws the first refusal, with its index. */
  List<Result> apply(BatchFunction.Request request) {
    Fields whole = writes.fields(request);
    whole.check();
    List<Member> prepared = new ArrayList<>();
    for (int i = 0; i < request.operations().size(); i++) {
      prepared.add(member(whole, request, i));
    }
    List<Operation> operations = prepared.stream().map(Member::operation).toList();
    LedgerStore.AtomicOutcome outcome =
        store.applyAtomic(whole.ledger(), new AtomicSet(operations, whole.terms()));
    if (outcome.refused() != null) {
      Refusal refusal = Guard.told(whole.caller(), outcome.refused().refusal());
      throw new RefusedException(
          outcome.index() < 0 ? refusal : refusal.with("index", outcome.index()));
    }
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < prepared.size(); i++) {
      Outcome.Applied applied = outcome.applied().get(i);
      results.add(Result.ofReply(prepared.get(i).reply(applied)));
    }
    return results;
  }

  private Member member(Fields whole, BatchFunction.Request batch, int index) {
    Item item = batch.operations().get(index);
    try {
      OperationRequest<?> request = members.request(item.function(), item.input());
      requireNone("id", request.id());
      requireNone("notAfter", request.notAfter());
      Member member = members.member(batch, request, new WriteId(null, Scope.SHARED));
      if (!member.ledger().equals(whole.ledger())) {
        throw new RefusedException(
            Refusal.invalid("ledger", "must be the ledger of the whole atomic batch"));
      }
      return member;
    } catch (RefusedException e) {
      throw new RefusedException(e.refusal().with("index", index));
    }
  }

  private static void requireNone(String field, String value) {
    if (value != null) {
      throw new RefusedException(
          Refusal.invalid(field, "must be that of the whole atomic batch, not its own"));
    }
  }
}
