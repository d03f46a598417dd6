package dev.scrip.batch;

import dev.scrip.access.Call;
import dev.scrip.batch.BatchExecutor.Step;
import dev.scrip.batch.BatchFunction.Item;
import dev.scrip.function.OperationRequest;
import dev.scrip.function.Writes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Executes a batch of independent operations. */
@Singleton
class IndependentBatch {

  private final BatchOperations operations;
  private final BatchExecutor executor;

  IndependentBatch(BatchOperations operations, BatchExecutor executor) {
    this.operations = operations;
    this.executor = executor;
  }

  /** Applies each operation independently and returns a result for each, in order. */
  CompletionStage<List<Result>> apply(BatchFunction.Request batch, Call call) {
    Call identified = Writes.identified(batch, call);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < batch.operations().size(); i++) {
      Item item = batch.operations().get(i);
      Call derived = identified.at(i);
      steps.add(new Step(item.sequence(), () -> entry(batch, item, derived)));
    }
    return executor.run(steps, Set.of());
  }

  private BatchEntry entry(BatchFunction.Request batch, Item item, Call derived) {
    OperationRequest<?, ?> request = operations.request(item.function(), item.input());
    return operations.entry(batch, request, derived.withOwnId(request.id()));
  }
}
