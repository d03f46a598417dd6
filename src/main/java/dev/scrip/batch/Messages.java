package dev.scrip.batch;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.scrip.access.Call;
import dev.scrip.batch.BatchExecutor.Step;
import dev.scrip.domain.Code;
import dev.scrip.function.Dispatcher;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Executes independent messages that arrive together. Operations share calls to the store; other
 * functions are called one by one.
 */
@Singleton
public class Messages {

  private final BatchOperations operations;
  private final BatchExecutor executor;
  private final Dispatcher dispatcher;

  Messages(BatchOperations operations, BatchExecutor executor, Dispatcher dispatcher) {
    this.operations = operations;
    this.executor = executor;
    this.dispatcher = dispatcher;
  }

  /**
   * A message after its envelope has been read.
   *
   * @param function the function's name
   * @param input the function's input, a JSON object
   * @param call the caller and the operation id of the message
   */
  public record Message(String function, TokenBuffer input, Call call) {}

  /**
   * A message as delivered.
   *
   * @param sequence the sequence that the message belongs to: its messages are executed in order,
   *     and after a refusal the later ones are skipped; null for none
   * @param read reads the message, or throws its refusal
   */
  public record Delivered(String sequence, Supplier<Message> read) {}

  /**
   * Executes messages.
   *
   * @param messages the messages, in order
   * @param acknowledged the refusals after which a sequence continues
   * @return a result for each message, in order
   */
  public CompletionStage<List<Result>> apply(List<Delivered> messages, Set<Code> acknowledged) {
    List<Step> steps =
        messages.stream()
            .map(each -> new Step(each.sequence(), () -> entry(each.read().get())))
            .toList();
    return executor.run(steps, acknowledged);
  }

  private BatchEntry entry(Message message) {
    if (!BatchOperations.isOperation(message.function())) {
      return new BatchEntry.SingleCall(
          () -> dispatcher.call(message.function(), message.input(), message.call()));
    }
    return operations.entry(
        operations.request(message.function(), message.input()), message.call());
  }
}
