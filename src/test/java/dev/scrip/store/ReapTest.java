package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Job;
import dev.scrip.domain.JobOutcome;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.domain.Posting;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReapTest extends StoreFixture {

  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");

  /** A ledger whose minimum was raised to 10 above so many accounts with less. */
  private TestLedger raised(int below, boolean log) {
    LedgerBuilder definition = LedgerBuilder.points().min("-1000").log(log);
    TestLedger before = open(definition);
    List<Operation> creates = new ArrayList<>();
    for (int i = 0; i < below; i++) {
      creates.add(before.create("low" + i, Integer.toString(9 - i % 30)));
      if (creates.size() == Ledger.MAX_OPERATIONS || i == below - 1) {
        before.together(creates.toArray(Operation[]::new));
        creates.clear();
      }
    }
    before.applied(before.create("ten", "10"));
    before.applied(before.create("rich", "1000"));
    return open(definition.min("10"));
  }

  @Test
  void removesWhatIsBelowMinAndNothingElse() {
    TestLedger ledger = raised(3, true);
    JobOutcome.Done reaped =
        ledger.ledger().reap(new Operation.Options("1", "too low", null, "lisa"));
    assertThat(reaped.count()).isEqualTo(3);
    assertThat(ledger.all()).isEqualTo("ten=10 rich=1000");
    assertThat(ledger.supply().total()).hasToString("1010");
    assertThat(ledger.ledger().deleted("low0").orElseThrow().reason()).isEqualTo("too low");
    assertThat(ledger.code(ledger.create("low0", "50"))).isEqualTo(Code.ACCOUNT_DELETED);
    Entry entry = ledger.history(null).get(0);
    assertThat(entry.entry()).isEqualTo(reaped.entry());
    assertThat(entry.operation()).isEqualTo("reap");
    assertThat(entry.id()).isEqualTo("1");
    assertThat(entry.by()).isEqualTo("lisa");
    assertThat(entry.reason()).isEqualTo("too low");
    assertThat(entry.postings())
        .extracting(Posting::account)
        .containsExactly("low2", "low1", "low0");
    assertThat(ledger.history("low1"))
        .extracting(Entry::operation)
        .containsExactly("reap", "create");
    assertThat(Audits.differences(store, ledger.definition())).isEmpty();
  }

  @Test
  void leavesOneFieldForEachAccount() {
    TestLedger ledger = raised(100, true);
    assertThat(count(ledger, "created")).isEqualTo(102);
    ledger.ledger().reap(new Operation.Options(null, "too low", null, null));
    assertThat(count(ledger, "closed")).isEqualTo(100);
    assertThat(count(ledger, "created")).isEqualTo(2);
    assertThat(count(ledger, "deleted")).isZero();
    for (int i = 0; i < 100; i++) {
      assertThat(ledger.ledger().created("low" + i).orElseThrow().reason()).isNull();
      assertThat(ledger.ledger().deleted("low" + i).orElseThrow().reason()).isEqualTo("too low");
    }
    JournalReplay.assertAgrees(redis, ledger.definition().ledger());
  }

  /** The number of fields of a hash, without its placeholder. */
  private int count(TestLedger ledger, String name) {
    Set<String> fields = new HashSet<>(command(Command.HGETALL, key(ledger, name)).getKeys());
    fields.remove("");
    return fields.size();
  }

  @Test
  void answersNoneWhereThereIsNone() {
    TestLedger ledger = raised(0, true);
    LedgerDump before = dump(ledger);
    assertThat(ledger.ledger().reap(Operation.Options.NONE))
        .isEqualTo(new JobOutcome.Done(0, null));
    assertThat(dump(ledger)).isEqualTo(before);
    assertThat(ledger.ledger().reap(new Operation.Options("1", null, null, null)).count()).isZero();
    assertThat(ledger.ledger().reap(new Operation.Options("1", null, PAST, null)).count()).isZero();
    assertThat(open(LedgerBuilder.points()).ledger().reap(Operation.Options.NONE).count()).isZero();
  }

  @Test
  void goesInStepsOfAHundred() {
    TestLedger ledger = raised(1050, false);
    JobOutcome.Done reaped = ledger.ledger().reap(Operation.Options.NONE);
    assertThat(reaped.count()).isEqualTo(1050);
    assertThat(ledger.all()).isEqualTo("ten=10 rich=1000");
    List<Entry> reaps =
        ledger.history(null).stream().filter(entry -> "reap".equals(entry.operation())).toList();
    assertThat(reaps).hasSize(11).allMatch(entry -> entry.postings().size() <= 100);
    assertThat(reaps.get(0).entry()).isEqualTo(reaped.entry());
    assertThat(ledger.ledger().deleted("low0")).isEmpty();
    assertThat(ledger.applied(ledger.create("low0", "10"))).containsExactly("10");
    assertThat(Audits.differences(store, ledger.definition())).isEmpty();
  }

  @Test
  void answersASecondDeliveryTheSame() {
    TestLedger ledger = raised(250, true);
    Operation.Options options = new Operation.Options("1", null, null, null);
    JobOutcome.Done first = ledger.ledger().reap(options);
    assertThat(first.count()).isEqualTo(250);
    LedgerDump after = dump(ledger);
    assertThat(ledger.ledger().reap(options)).isEqualTo(first);
    assertThat(ledger.ledger().reap(new Operation.Options("1", null, PAST, null))).isEqualTo(first);
    assertThat(dump(ledger)).isEqualTo(after);
  }

  @Test
  void goesOnWhereAnInterruptedDeliveryStopped() throws Exception {
    TestLedger ledger = raised(250, true);
    Operation.Options options = new Operation.Options("1", null, null, null);
    step(ledger.definition(), options);
    assertThat(ledger.supply().accounts()).isEqualTo(152);
    Job job = ledger.ledger().job().orElseThrow();
    assertThat(job.operation()).isEqualTo("reap");
    assertThat(job.phase()).isEqualTo(Job.Phase.POST);
    assertThat(job.destination()).isEqualTo(ledger.definition().ledger());
    assertThat(job.total()).isEqualTo(250);
    assertThat(job.done()).isEqualTo(100);
    assertRefused(ledger, new Operation.Options("2", null, null, null), Code.JOB_RUNNING);
    assertThatThrownBy(() -> ledger.ledger().cancelJob()).hasMessageStartingWith("job-posting");
    Operation.Options late = new Operation.Options("1", null, PAST, null);
    JobOutcome.Done reaped = ledger.ledger().reap(late);
    assertThat(reaped.count()).as("both deliveries together").isEqualTo(250);
    assertThat(ledger.all()).isEqualTo("ten=10 rich=1000");
    assertThat(ledger.ledger().reap(options)).isEqualTo(reaped);
  }

  /** The first step of a process that ends after it. */
  private void step(LedgerDefinition definition, Operation.Options options) throws Exception {
    RedisLedger ledger = new RedisLedgerStore(nodes, SETTINGS, NO_LEDGERS).ledger(definition);
    RedisScripts scripts = new RedisScripts(nodes);
    String request = ScriptArguments.reap(options);
    for (String reply :
        List.of(
            run(ledger, scripts, Script.START_JOB, "runner", "1", request, "job"),
            run(ledger, scripts, Script.POST_JOB, "runner", "1", "job"))) {
      assertThat(reply).matches("(?s)run \\{.*|more 100");
    }
  }

  private static String run(
      RedisLedger ledger, RedisScripts scripts, Script script, String... arguments)
      throws Exception {
    return ledger
        .runJob(scripts, script, null, arguments)
        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
        .toString();
  }

  @Test
  void refusesInThisOrder() {
    TestLedger token = openToken(LedgerBuilder.token("100"));
    assertRefused(token, new Operation.Options("1", null, PAST, null), Code.EXPIRED);
    assertRefused(token, new Operation.Options("1", null, null, null), Code.SUPPLY_FIXED);
    token.applied(TestLedger.withId("1", token.burn("treasury", "1")));
    assertRefused(token, new Operation.Options("1", null, PAST, null), Code.ID_REUSED);
    TestLedger ledger = raised(1, true);
    LedgerDump before = dump(ledger);
    assertRefused(ledger, new Operation.Options(null, null, PAST, null), Code.EXPIRED);
    assertThat(dump(ledger)).isEqualTo(before);
    ledger.ledger().reap(new Operation.Options("2", "a", null, null));
    assertRefused(ledger, new Operation.Options("2", "b", null, null), Code.ID_REUSED);
    Outcome outcome = ledger.apply(TestLedger.withId("2", ledger.delete("ten")));
    assertThat(TestLedger.code(outcome)).isEqualTo(Code.ID_REUSED);
  }

  private void assertRefused(TestLedger ledger, Operation.Options options, Code code) {
    assertThatThrownBy(() -> ledger.ledger().reap(options))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(code));
  }
}
