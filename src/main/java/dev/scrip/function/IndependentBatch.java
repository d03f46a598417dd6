package dev.scrip.function;

import dev.scrip.function.BatchFunction.Item;
import dev.scrip.function.BatchFunction.Result;
import dev.scrip.function.Rounds.Step;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A batch of operations each of which stands for itself. */
@Singleton
class IndependentBatch {

  private final Members members;
  private final Writes writes;
  private final Rounds rounds;

  IndependentBatch(Members members, Writes writes, Rounds rounds) {
    this.members = members;
    this.writes = writes;
    this.rounds = rounds;
  }

  /** A result for each operation, in order. */
  List<Result> apply(BatchFunction.Request request) {
    WriteId id = writes.id(request);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < request.operations().size(); i++) {
      Item item = request.operations().get(i);
      WriteId derived = id.at(i);
      steps.add(new Step(item.sequence(), () -> member(request, item, derived)));
    }
    return rounds.run(steps, Set.of()).stream().map(Result::of).toList();
  }

  private Task member(BatchFunction.Request batch, Item item, WriteId derived) {
    OperationRequest<?> request = members.request(item.function(), item.input());
    WriteId id = request.id() == null ? derived : derived.own(request.id());
    return members.member(batch, request, id);
  }
}
