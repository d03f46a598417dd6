package dev.scrip.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.Call;
import dev.scrip.access.Caller;
import dev.scrip.batch.BatchExecutor.Step;
import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.AccountPattern;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Code;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.OperationOptions;
import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.Fields;
import dev.scrip.store.Ledger;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The order, the sequences and the failures of entries. Batches of a real store are elsewhere. */
class BatchExecutorTest {

  private final List<String> executed = new ArrayList<>();
  private int storeCalls;

  private final BatchExecutor executor = new BatchExecutor();

  /** A ledger whose store fails every call. */
  private final Ledger failing =
      (Ledger)
          Proxy.newProxyInstance(
              Ledger.class.getClassLoader(),
              new Class<?>[] {Ledger.class},
              (proxy, method, arguments) -> {
                storeCalls++;
                throw new RefusedException(Refusal.of(Code.STORE_UNAVAILABLE, "No store."));
              });

  @Test
  void returnsTheResultsInOrder() {
    List<Result> results = run(Set.of(), reply(null, "a"), reply("s", "b"), reply("s", "c"));
    assertThat(results).extracting(Result::reply).containsExactly("a", "b", "c");
    assertThat(results).extracting(Result::refusal).containsOnlyNulls();
    assertThat(run(Set.of())).isEmpty();
  }

  @Test
  void aSequenceIsExecutedInOrder() {
    run(Set.of(), reply("s", "1"), reply("t", "x"), reply("s", "2"), reply("s", "3"));
    assertThat(executed.stream().filter(each -> !each.equals("x"))).containsExactly("1", "2", "3");
  }

  @Test
  void aRefusalStopsItsSequenceOnly() {
    List<Result> results =
        run(
            Set.of(),
            reply("s", "1"),
            refusal("s", Code.BELOW_MIN),
            reply("s", "2"),
            reply("t", "3"),
            reply(null, "4"));
    assertThat(codes(results)).containsExactly(null, Code.BELOW_MIN, Code.SKIPPED, null, null);
    assertThat(executed).containsExactlyInAnyOrder("1", "3", "4");
  }

  @Test
  void anInvalidEntryStopsTheLaterOnesOfItsSequence() {
    Step invalid =
        new Step(
            "s",
            () -> {
              throw new RefusedException(Refusal.invalid("amount", "must not be missing"));
            });
    List<Result> results = run(Set.of(), reply("s", "1"), invalid, reply("s", "2"));
    assertThat(codes(results)).containsExactly(null, Code.INVALID_REQUEST, Code.SKIPPED);
    assertThat(executed).containsExactly("1");
  }

  @Test
  void anAcknowledgedRefusalDoesNotStopItsSequence() {
    List<Result> results =
        run(Set.of(Code.BELOW_MIN), refusal("s", Code.BELOW_MIN), reply("s", "1"));
    assertThat(codes(results)).containsExactly(Code.BELOW_MIN, null);
  }

  @Test
  void anInternalErrorOfOneEntryLeavesTheOthers() {
    Step failing =
        single(
            null,
            () -> {
              throw new IllegalStateException("secret");
            });
    List<Result> results = run(Set.of(), failing, reply(null, "1"));
    assertThat(codes(results)).containsExactly(Code.INTERNAL_ERROR, null);
    assertThat(results.get(0).refusal().detail()).doesNotContain("secret");
    assertThat(results.get(0).refusal().fields()).containsEntry("outcome", "unknown");
  }

  @Test
  void aFailingStoreIsCalledOnceForEachLedger() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < Ledger.MAX_OPERATIONS + 1; i++) {
      steps.add(operation("a"));
    }
    steps.add(operation("b"));
    List<Result> results = run(Set.of(), steps.toArray(Step[]::new));
    assertThat(codes(results)).containsOnly(Code.STORE_UNAVAILABLE);
    assertThat(storeCalls).isEqualTo(2);
    // The one that did not fit in the first call was not sent.
    assertThat(results.get(Ledger.MAX_OPERATIONS).refusal().fields())
        .containsEntry("outcome", "not-applied");
    assertThat(results.get(0).refusal().detail()).isEqualTo("No store.");
  }

  private List<Result> run(Set<Code> acknowledged, Step... steps) {
    return executor.run(List.of(steps), acknowledged).toCompletableFuture().join();
  }

  private Step reply(String sequence, String reply) {
    return single(
        sequence,
        () -> {
          executed.add(reply);
          return reply;
        });
  }

  private static Step refusal(String sequence, Code code) {
    return single(
        sequence,
        () -> {
          throw new RefusedException(Refusal.of(code, "Refused."));
        });
  }

  private static Step single(String sequence, Supplier<Object> call) {
    return new Step(
        sequence,
        () -> new BatchEntry.SingleCall(() -> CompletableFuture.completedStage(call.get())));
  }

  private Step operation(String ledger) {
    Call call = Call.of(Caller.UNRESTRICTED);
    Operation.Delete delete = new Operation.Delete("ann", OperationOptions.NONE);
    Fields fields = new Fields(ledger(ledger), call);
    return new Step(null, () -> new BatchEntry.SharedCall<>(failing, null, delete, fields, call));
  }

  private static List<Code> codes(List<Result> results) {
    return results.stream()
        .map(each -> each.refusal() == null ? null : each.refusal().code())
        .toList();
  }

  private static LedgerDefinition ledger(String name) {
    return new LedgerDefinition(
        name,
        Kind.POINTS,
        name,
        "",
        0,
        Amount.zero(0),
        Amount.ofUnits("100", 0),
        true,
        Amount.zero(0),
        Map.of(),
        true,
        AccountPattern.ANY,
        AccountCipher.NONE);
  }
}
