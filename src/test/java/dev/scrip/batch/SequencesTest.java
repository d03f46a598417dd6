package dev.scrip.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.batch.Sequences.Result;
import dev.scrip.batch.Sequences.Step;
import dev.scrip.domain.Code;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The order, the sequences and the failures of calls. Batches of a real store are elsewhere. */
class SequencesTest {

  private final List<String> started = new ArrayList<>();

  @Test
  void returnsTheResultsInOrder() {
    List<Result> results = run(Set.of(), reply(null, "a"), reply("s", "b"), reply("s", "c"));
    assertThat(results).extracting(Result::reply).containsExactly("a", "b", "c");
    assertThat(results).extracting(Result::refusal).containsOnlyNulls();
    assertThat(run(Set.of())).isEmpty();
  }

  @Test
  void callsWithoutASequenceAndTheFirstOfEachStartAtOnce() {
    CompletableFuture<Object> first = new CompletableFuture<>();
    CompletableFuture<Object> second = new CompletableFuture<>();
    CompletionStage<List<Result>> results =
        Sequences.run(
            List.of(
                step("s", "1", first),
                reply("s", "2"),
                step(null, "x", second),
                reply(null, "y"),
                reply("t", "z")),
            Set.of());
    assertThat(started).containsExactly("1", "x", "y", "z");
    first.complete("1");
    assertThat(started).containsExactly("1", "x", "y", "z", "2");
    assertThat(results.toCompletableFuture()).isNotDone();
    second.complete("x");
    assertThat(results.toCompletableFuture().join())
        .extracting(Result::reply)
        .containsExactly("1", "2", "x", "y", "z");
  }

  @Test
  void aRefusalStopsItsSequenceOnly() {
    List<Result> results =
        run(
            Set.of(),
            reply("s", "1"),
            refusal("s", Code.BELOW_MIN),
            reply("s", "2"),
            reply("s", "3"),
            reply("t", "4"),
            reply(null, "5"));
    assertThat(codes(results))
        .containsExactly(null, Code.BELOW_MIN, Code.SKIPPED, Code.SKIPPED, null, null);
    assertThat(started).containsExactly("1", "4", "5");
  }

  @Test
  void aFailureStopsItsSequenceAsWell() {
    Step failed =
        new Step(
            "s",
            () ->
                CompletableFuture.failedStage(
                    new RefusedException(Refusal.of(Code.STORE_UNAVAILABLE, "No store."))));
    List<Result> results = run(Set.of(Code.BELOW_MIN), reply("s", "1"), failed, reply("s", "2"));
    assertThat(codes(results)).containsExactly(null, Code.STORE_UNAVAILABLE, Code.SKIPPED);
    assertThat(started).containsExactly("1");
  }

  @Test
  void anAcknowledgedRefusalDoesNotStopItsSequence() {
    List<Result> results =
        run(Set.of(Code.BELOW_MIN), refusal("s", Code.BELOW_MIN), reply("s", "1"));
    assertThat(codes(results)).containsExactly(Code.BELOW_MIN, null);
  }

  @Test
  void anInternalErrorOfOneCallLeavesTheOthers() {
    Step failing =
        new Step(
            null,
            () -> {
              throw new IllegalStateException("secret");
            });
    List<Result> results = run(Set.of(), failing, reply(null, "1"));
    assertThat(codes(results)).containsExactly(Code.INTERNAL_ERROR, null);
    assertThat(results.get(0).refusal().detail()).doesNotContain("secret");
    assertThat(results.get(0).refusal().fields()).containsEntry("outcome", "unknown");
  }

  /** As many as one Lambda event can have: their chain must not fill the stack. */
  @Test
  void executesALongSequence() {
    int size = 10_000;
    List<Step> steps = new ArrayList<>();
    CompletableFuture<Object> first = new CompletableFuture<>();
    steps.add(step("s", "0", first));
    for (int i = 1; i < size; i++) {
      steps.add(i % 2 == 0 ? reply("s", Integer.toString(i)) : refusal("s", Code.BELOW_MIN));
    }
    CompletionStage<List<Result>> results = Sequences.run(steps, Set.of(Code.BELOW_MIN));
    first.complete("0");
    assertThat(results.toCompletableFuture().join()).hasSize(size);
    assertThat(started).hasSize(size / 2).endsWith(Integer.toString(size - 2));
  }

  private static List<Result> run(Set<Code> acknowledged, Step... steps) {
    return Sequences.run(List.of(steps), acknowledged).toCompletableFuture().join();
  }

  private Step reply(String sequence, String reply) {
    return step(sequence, reply, CompletableFuture.completedStage(reply));
  }

  private Step step(String sequence, String name, CompletionStage<Object> reply) {
    return new Step(
        sequence,
        () -> {
          started.add(name);
          return reply;
        });
  }

  private static Step refusal(String sequence, Code code) {
    return new Step(
        sequence,
        () -> {
          throw new RefusedException(Refusal.of(code, "Refused."));
        });
  }

  private static List<Code> codes(List<Result> results) {
    return results.stream()
        .map(each -> each.refusal() == null ? null : each.refusal().code())
        .toList();
  }
}
