package dev.scrip.function;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.scrip.domain.Code;
import dev.scrip.function.Rounds.Step;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Any number of messages that arrive together, each of which stands for itself. The operations
 * among them go to the store together; every other function is called by itself.
 */
@Singleton
public class Messages {

  private final Members members;
  private final Rounds rounds;

  Messages(Members members, Rounds rounds) {
    this.members = members;
    this.rounds = rounds;
  }

  /**
   * One message.
   *
   * @param function the function's name
   * @param input what it takes
   * @param call the id that came with the message, and whom it is from
   * @param alone calls the function by itself, where it has to be
   */
  public record Message(String function, TokenBuffer input, Call call, Supplier<Object> alone) {}

  /**
   * A message as it arrived.
   *
   * @param sequence a name that ties messages together: they are done in their order, and after a
   *     refusal the later ones are skipped; null for none
   * @param read reads it, or throws its refusal
   */
  public record Arrived(String sequence, Supplier<Message> read) {}

  /**
   * What became of each message, in order.
   *
   * @param passing refusals after which a sequence goes on all the same
   */
  public List<Done> apply(List<Arrived> messages, Set<Code> passing) {
    List<Step> steps =
        messages.stream()
            .map(each -> new Step(each.sequence(), () -> task(each.read().get())))
            .toList();
    return rounds.run(steps, passing);
  }

  private Task task(Message message) {
    if (!Members.isOperation(message.function())) {
      return new Task.Alone(message.alone());
    }
    OperationRequest<?> request = members.request(message.function(), message.input());
    return members.member(request, Writes.id(request, message.call()), message.call().caller());
  }
}
