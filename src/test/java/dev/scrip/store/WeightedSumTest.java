package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Book;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Job;
import dev.scrip.domain.JobOutcome;
import dev.scrip.domain.Operation;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.WeightedSum;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Weighted sums: what they give, what they leave, and what they refuse. */
@QuarkusTest
class WeightedSumTest extends StoreFixture {

  private static WeightedSum sum(TestLedger ledger, String destination, Object... weights) {
    Map<String, BigDecimal> books = new LinkedHashMap<>();
    for (int i = 0; i < weights.length; i += 2) {
      books.put(name(ledger, weights[i].toString()), new BigDecimal(weights[i + 1].toString()));
    }
    return new WeightedSum(name(ledger, destination), books);
  }

  /** The name of the ledger itself for a dot. */
  private static String name(TestLedger ledger, String book) {
    return book.equals(".") ? ledger.definition().ledger() : book;
  }

  private static JobOutcome.Done done(TestLedger ledger, WeightedSum sum) {
    return done(ledger, sum, Operation.Options.NONE);
  }

  private static JobOutcome.Done done(
      TestLedger ledger, WeightedSum sum, Operation.Options options) {
    JobOutcome outcome = ledger.ledger().weightedSum(sum, options);
    assertThat(outcome).isInstanceOf(JobOutcome.Done.class);
    return (JobOutcome.Done) outcome;
  }

  private static void assertRefused(TestLedger ledger, WeightedSum sum, Code code) {
    assertThatThrownBy(() -> ledger.ledger().weightedSum(sum, Operation.Options.NONE))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(code));
  }

  private void assertClean(TestLedger ledger) {
    assertThat(Audits.differences(store, ledger.definition())).isEmpty();
    JournalReplay.assertAgrees(redis, ledger.definition().ledger());
  }

  @Test
  void givesTheMembersOfAGroupPointsAndTakesThem() {
    TestLedger ledger = open(LedgerBuilder.points().max("25"));
    ledger.applied(ledger.create("ann", "10"));
    ledger.applied(ledger.create("bob", "10"));
    ledger.applied(ledger.groupAdd("premium", "ann", "new"));
    JobOutcome.Done given = done(ledger, sum(ledger, ".", ".", 1, "premium", 20));
    assertThat(given.count()).isEqualTo(3);
    assertThat(ledger.all()).as("the maximum is ignored").isEqualTo("bob=10 new=20 ann=30");
    assertThat(ledger.supply().circulating()).hasToString("60");
    Entry entry = ledger.history(null).get(0);
    assertThat(entry.entry()).isEqualTo(given.entry());
    assertThat(entry.operation()).isEqualTo("wsum");
    assertThat(entry.postings()).as("of what changed").hasSize(2);
    done(ledger, sum(ledger, ".", ".", 1, "premium", -20));
    assertThat(ledger.all()).isEqualTo("new=0 ann=10 bob=10");
    done(ledger, sum(ledger, ".", ".", 1, "premium", -20));
    assertThat(ledger.all()).as("the minimum is ignored").isEqualTo("new=-20 ann=-10 bob=10");
    assertClean(ledger);
  }

  @Test
  void keepsASnapshotAndRestoresIt() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "10"));
    ledger.applied(ledger.create("bob", "20"));
    assertThat(done(ledger, sum(ledger, "backup", ".", 1)).count()).isEqualTo(2);
    ledger.applied(ledger.add("ann", "5"));
    ledger.applied(ledger.delete("bob"));
    ledger.applied(ledger.create("cid", "7"));
    assertThat(ledger.values("backup", 1)).isEqualTo("ann=10 bob=20");
    assertThat(ledger.ledger().value("backup", "bob").orElseThrow()).hasToString("20");
    assertThat(ledger.ledger().value("backup", "cid")).isEmpty();
    assertThat(done(ledger, sum(ledger, ".", "backup", 1)).count()).isEqualTo(2);
    assertThat(ledger.all()).isEqualTo("ann=10 bob=20");
    assertThat(ledger.ledger().created("bob")).as("records are not touched").isPresent();
    assertThat(ledger.ledger().deleted("bob")).as("records are not touched").isPresent();
    assertThat(ledger.ledger().books())
        .extracting(Book::name, Book::kind, Book::accounts)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("backup", Book.Kind.SNAPSHOT, 2L));
    assertThat(ledger.code(ledger.add("bob", "1"))).as("bob is there again").isNull();
    assertClean(ledger);
  }

  @Test
  void replacesASnapshotWhole() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "10"));
    done(ledger, sum(ledger, "backup", ".", 1));
    ledger.applied(ledger.delete("ann"));
    ledger.applied(ledger.create("bob", "3"));
    done(ledger, sum(ledger, "backup", "backup", "0.5", ".", 2));
    assertThat(ledger.values("backup", 10)).isEqualTo("ann=5 bob=6");
    done(ledger, sum(ledger, "backup", ".", 1));
    assertThat(ledger.values("backup", 10)).isEqualTo("bob=3");
    ledger.applied(ledger.delete("bob"));
    assertThat(done(ledger, sum(ledger, "backup", ".", 1)).count()).isZero();
    assertThat(ledger.values("backup", 10)).isEmpty();
    assertClean(ledger);
  }

  @Test
  void roundsHalfToEvenAndOnce() {
    TestLedger ledger = open(LedgerBuilder.points().min("-100"));
    ledger.applied(ledger.create("ann", "1"));
    ledger.applied(ledger.create("bob", "3"));
    ledger.applied(ledger.create("cid", "-1"));
    ledger.applied(ledger.groupAdd("team", "ann", "bob"));
    done(ledger, sum(ledger, "half", ".", "0.5"));
    assertThat(ledger.values("half", 10)).isEqualTo("ann=0 cid=0 bob=2");
    done(ledger, sum(ledger, "both", ".", "0.25", "team", "0.25"));
    assertThat(ledger.values("both", 10)).isEqualTo("ann=0 cid=0 bob=1");
    assertClean(ledger);
  }

  @Test
  void amountsAreExactAtAnySize() {
    TestLedger ledger = open(LedgerBuilder.points().decimals(2).max("9".repeat(70)));
    String large = "9".repeat(60) + ".99";
    ledger.applied(ledger.create("ann", large));
    ledger.applied(ledger.groupAdd("team", "ann", "bob"));
    done(ledger, sum(ledger, ".", ".", "3", "team", "0.01"));
    assertThat(ledger.balance("ann"))
        .isEqualTo(
            new BigDecimal(large)
                .multiply(BigDecimal.valueOf(3))
                .add(new BigDecimal("0.01"))
                .stripTrailingZeros()
                .toPlainString());
    assertThat(ledger.balance("bob")).isEqualTo("0.01");
    assertRefused(ledger, sum(ledger, ".", ".", "1" + "0".repeat(17)), Code.ABOVE_MAX);
    assertThat(ledger.balance("bob")).isEqualTo("0.01");
    assertClean(ledger);
  }

  @Test
  void refusesWhatCannotBe() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "1"));
    ledger.applied(ledger.groupAdd("team", "ann"));
    LedgerDump before = dump(ledger);
    assertRefused(ledger, sum(ledger, ".", "nothing", 1), Code.UNKNOWN_BOOK);
    assertRefused(ledger, sum(ledger, "team", ".", 1), Code.NOT_A_SNAPSHOT);
    assertThat(dump(ledger)).isEqualTo(before);
    TestLedger blank = open(LedgerBuilder.token("100"));
    assertRefused(blank, sum(blank, "backup", ".", 1), Code.NOT_INITIALIZED);
    blank.ledger().initialize(Operation.Options.NONE);
    TestLedger token = openToken(LedgerBuilder.token("100"));
    assertRefused(token, sum(token, ".", ".", 2), Code.SUPPLY_FIXED);
    done(token, sum(token, "backup", ".", 2));
    assertThat(token.values("backup", 5)).isEqualTo("treasury=200");
    assertClean(token);
  }

  @Test
  void theNameOfASnapshotThatIsMadeIsNoGroups() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "1"));
    done(ledger, sum(ledger, "other", ".", 1));
    String job = key(ledger, "job");
    command(io.vertx.redis.client.Command.HSET, job, "phase", "read", "destination", "backup");
    assertThat(ledger.code(ledger.groupAdd("backup", "ann"))).isEqualTo(Code.NOT_A_GROUP);
    assertThat(ledger.code(ledger.groupAdd("team", "ann"))).isNull();
    ledger.ledger().cancelJob();
    assertThat(ledger.code(ledger.groupAdd("backup", "ann"))).isNull();
  }

  @Test
  void anIdIsAppliedOnce() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "1"));
    WeightedSum twice = sum(ledger, ".", ".", 2);
    Operation.Options options = new Operation.Options("id", "why", null, "lisa");
    JobOutcome.Done first = done(ledger, twice, options);
    assertThat(done(ledger, twice, options)).isEqualTo(first);
    assertThat(ledger.balance("ann")).isEqualTo("2");
    assertThatThrownBy(() -> ledger.ledger().weightedSum(sum(ledger, ".", ".", 3), options))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Code.ID_REUSED));
    Entry entry = ledger.history(null).get(0);
    assertThat(entry.id()).isEqualTo("id");
    assertThat(entry.by()).isEqualTo("lisa");
    assertThat(entry.reason()).isEqualTo("why");
  }

  @Test
  void aBookIsDeleted() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "1"));
    String[] many = new String[900];
    for (int i = 0; i < many.length; i++) {
      many[i] = "member " + i;
    }
    ledger.applied(ledger.groupAdd("team", many));
    done(ledger, sum(ledger, "backup", ".", 1));
    JobOutcome.Done deleted =
        (JobOutcome.Done) ledger.ledger().deleteBook("team", Operation.Options.NONE);
    assertThat(deleted.count()).isEqualTo(900);
    assertThat(ledger.members("team", 10)).isEmpty();
    assertThat(ledger.ledger().books()).extracting(Book::name).containsExactly("backup");
    JobOutcome.Done gone =
        (JobOutcome.Done) ledger.ledger().deleteBook("backup", Operation.Options.NONE);
    assertThat(gone.entry()).isNotNull();
    assertThat(ledger.ledger().books()).isEmpty();
    assertThat(ledger.ledger().deleteBook("backup", Operation.Options.NONE))
        .isEqualTo(new JobOutcome.Done(0, null));
    assertClean(ledger);
  }

  @Test
  void aDeletionOfNothingDeletesNothingLater() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "1"));
    Operation.Options options = new Operation.Options("id", null, null, null);
    JobOutcome none = ledger.ledger().deleteBook("backup", options);
    assertThat(none).isEqualTo(new JobOutcome.Done(0, null));
    done(ledger, sum(ledger, "backup", ".", 1));
    assertThat(ledger.ledger().deleteBook("backup", options)).isEqualTo(none);
    assertThat(ledger.values("backup", 10)).isEqualTo("ann=1");
  }

  /** Its last entry has no posting, and says that the sum has ended. */
  @Test
  void endsAlsoIfTheAccountsOfItsLastPageWereDeletedMeanwhile() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    for (int i = 0; i <= SumPages.PAGE; i++) {
      ledger.applied(ledger.create("account " + (1000 + i), "5"));
    }
    String own = ledger.definition().ledger();
    String request =
        ScriptArguments.weightedSum(
            new WeightedSum(own, Map.of(own, new BigDecimal("2"))), own, Operation.Options.NONE);
    RedisLedger stored =
        new RedisLedgerStore(nodes, SETTINGS, NO_LEDGERS).ledger(ledger.definition());
    RedisScripts scripts = new RedisScripts(nodes);
    String runner = LedgerJobs.newId();
    String lease = "600000";
    Response begun =
        stored
            .runJob(scripts, Script.START_JOB, null, runner, lease, request, LedgerJobs.newId())
            .join();
    JobState job = JobState.of(ReplyDecoder.lines(begun)[0].split(" ", 2)[1]);
    boolean[] isDeleted = {false};
    LedgerReader.Pace deleting =
        isWritten -> {
          if (!isDeleted[0] && ledger.ledger().job().orElseThrow().phase() == Job.Phase.POST) {
            isDeleted[0] = true;
            ledger.applied(ledger.delete("account " + (1000 + SumPages.PAGE)));
          }
        };
    new JobRunner(stored, scripts, SETTINGS.checkpoint(), deleting, runner, job).run();

    List<StoredEntry> entries = new ArrayList<>();
    for (Response each : command(Command.XRANGE, key(ledger, "transactions"), "-", "+")) {
      entries.add(StoredEntry.of(each));
    }
    StoredEntry last = entries.get(entries.size() - 1);
    StoredEntry first = entries.get(SumPages.PAGE + (isFirst(entries) ? 1 : 2));
    assertThat(first.operation()).isEqualTo("wsum");
    assertThat(first.lines()).hasSize(SumPages.PAGE);
    assertThat(first.options()).containsEntry("more", "1");
    assertThat(last.operation()).isEqualTo("wsum");
    assertThat(last.lines()).isEmpty();
    assertThat(last.options()).isEmpty();
    assertThat(ledger.balance("account 1000")).isEqualTo("10");
    assertThat(Audits.differences(store, ledger.definition())).isEmpty();
  }

  /** Whether the first page was posted before the deletion. */
  private static boolean isFirst(List<StoredEntry> entries) {
    return entries.get(SumPages.PAGE + 1).operation().equals("wsum");
  }
}
