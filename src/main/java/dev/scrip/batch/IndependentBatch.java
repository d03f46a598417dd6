package dev.scrip.batch;

import dev.scrip.access.Call;
import dev.scrip.batch.BatchFunction.Item;
import dev.scrip.function.Dispatcher;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Executes a batch of independent operations: each is a call of its function. */
@Singleton
class IndependentBatch {

  private final Dispatcher dispatcher;

  IndependentBatch(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /** Applies each operation independently and returns a result for each, in order. */
  CompletionStage<List<OperationResult>> apply(BatchFunction.Request batch, Call call) {
    Call whole = call.withOwnId(batch.id()).inBatchOf(batch.operations().size());
    List<Sequences.Step> steps = new ArrayList<>();
    for (int i = 0; i < batch.operations().size(); i++) {
      Item item = batch.operations().get(i);
      Call each = whole.at(i);
      steps.add(
          new Sequences.Step(
              item.sequence(),
              () ->
                  dispatcher.call(
                      BatchItems.function(item).word(), BatchItems.input(batch, item), each)));
    }
    return Sequences.run(steps, Set.of())
        .thenApply(results -> results.stream().map(OperationResult::of).toList());
  }
}
