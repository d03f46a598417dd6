package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scrip.domain.Code;
import dev.scrip.domain.Job;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.WeightedSum;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Weighted sums, and reaps, beside random operations, whose runners die, are slow or lose Redis at
 * random moments. At the end each balance is what it would be if each sum had been made at its
 * instant, and all else before or after it. {@link Seeds} has the properties {@code sums.seed} and
 * {@code sums.count}.
 */
@QuarkusTest
class WeightedSumHistoriesTest extends StoreFixture {

  private static final long FIRST_SEED = 20_261_128L;
  private static final int DEFAULT_COUNT = 20;
  private static final int JOBS = 5;
  private static final String LEASE = "600000";

  /** The end of a process, as Redis sees it: no further call. */
  private static final class Death extends RuntimeException {

    private static final long serialVersionUID = 1;
  }

  private static OwnRedis own;

  @BeforeAll
  static void startRedis() throws IOException {
    own = OwnRedis.startDurable();
    for (String name : List.of("hash-max-ziplist-entries", "zset-max-ziplist-entries")) {
      own.command(Command.CONFIG, "SET", name, "0");
    }
  }

  @AfterAll
  static void stopRedis() throws IOException {
    own.close();
  }

  @Test
  void endAsIfTheSumsHadBeenMadeAtTheirInstants() throws Exception {
    AtomicInteger deaths = new AtomicInteger();
    int count =
        Seeds.run(
            "sums",
            FIRST_SEED,
            DEFAULT_COUNT,
            seed -> {
              Run run = new Run(seed);
              run.check();
              deaths.addAndGet(run.deaths);
            });
    if (count > 1) {
      assertThat(deaths.get()).as("runners that died").isGreaterThan(count / 2);
    }
  }

  /** One run of a seed. */
  private static final class Run {

    private final Random random;
    private final LedgerDefinition definition;
    private final TestLedger ledger;
    private final RedisLedger stored;
    private final RedisLedger reaping;
    private final RedisScripts scripts = new RedisScripts(own.nodesForAll(TIMEOUT));
    private final List<String> groups = List.of("team", "others", "nobody");
    private final List<SumModel.Made> sums = new ArrayList<>();
    private final int names;
    private int deaths;
    private boolean mayKill;
    private RedisLedger running;

    Run(long seed) {
      random = Seeds.random(seed);
      names = 5 + random.nextInt(200);
      LedgerBuilder builder =
          LedgerBuilder.points()
              .plain()
              .decimals(random.nextInt(3))
              .min("-1000000")
              .max("9".repeat(40))
              .ranking(random.nextInt(4) > 0)
              .log(random.nextBoolean());
      definition = builder.build();
      LedgerStore store = store(own.nodesForAll(TIMEOUT), SETTINGS);
      ledger = new TestLedger(store, definition);
      stored = stored(definition);
      reaping = stored(builder.ledger(definition.ledger()).min("-1").build());
    }

    private static RedisLedger stored(LedgerDefinition definition) {
      return new RedisLedgerStore(own.nodesForAll(TIMEOUT), SETTINGS, NO_LEDGERS)
          .ledger(definition);
    }

    void check() throws Exception {
      for (int i = random.nextInt(2 * names); i >= 0; i--) {
        write();
      }
      mayKill = random.nextInt(4) == 0;
      for (int i = 0; i < JOBS; i++) {
        if (random.nextInt(4) == 0) {
          reap("reap " + i);
        } else {
          sum("sum " + i);
        }
      }
      for (int i = random.nextInt(10); i > 0; i--) {
        write();
      }
      compare();
      assertEnded();
    }

    /** The last entry of each sum of the ledger, and no other, says that none follows. */
    private void assertEnded() {
      Map<String, Boolean> open = new TreeMap<>();
      String journal = key(ledger, "transactions");
      for (Response each : command(own.redis(), Command.XRANGE, journal, "-", "+")) {
        StoredEntry entry = StoredEntry.of(each);
        boolean isOfSnapshot = entry.lines().stream().anyMatch(StoredEntry::isOfSnapshot);
        if (entry.operation().equals("wsum") && !isOfSnapshot) {
          boolean hasMore = entry.options().containsKey("more");
          Boolean before = open.put(entry.options().get("id"), hasMore);
          assertThat(before).as("entries of one sum before %s", entry.id()).isNotEqualTo(false);
        }
      }
      assertThat(open.values()).doesNotContain(true);
    }

    private void write() {
      try {
        ledger.apply(operation());
      } catch (RefusedException e) {
        // Redis was killed meanwhile; whether it was applied is in the journal.
        assertThat(e.refusal().code()).isEqualTo(Code.STORE_UNAVAILABLE);
        awaitRedis();
      }
    }

    private void awaitRedis() {
      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptions()
          .until(() -> ledger.supply() != null);
    }

    private Operation operation() {
      String account = "account " + random.nextInt(names);
      String other = "account " + random.nextInt(names);
      return switch (random.nextInt(9)) {
        case 0, 1, 2 -> ledger.create(account, Integer.toString(random.nextInt(50) - 5));
        case 3 -> ledger.delete(account);
        case 4 -> ledger.add(account, Integer.toString(random.nextInt(9) - 4));
        case 5 -> ledger.groupAdd(groups.get(random.nextInt(2)), account, other);
        case 6 -> ledger.groupRemove(groups.get(random.nextInt(2)), account);
        default -> ledger.transfer(account, other, Integer.toString(1 + random.nextInt(5)));
      };
    }

    private void sum(String id) throws Exception {
      Map<String, BigDecimal> weights = new TreeMap<>();
      for (String book : List.of(definition.ledger(), "team", "others", "nobody", "one", "two")) {
        if (random.nextInt(book.equals(definition.ledger()) ? 2 : 3) == 0) {
          weights.put(book, BigDecimal.valueOf(random.nextInt(4000) - 1000, random.nextInt(4)));
        }
      }
      weights.putIfAbsent(definition.ledger(), BigDecimal.ONE);
      String destination =
          List.of(definition.ledger(), definition.ledger(), "one", "two").get(random.nextInt(4));
      WeightedSum sum = new WeightedSum(destination, weights);
      Operation.Options options = new Operation.Options(id, null, null, null);
      String request = ScriptArguments.weightedSum(sum, definition.ledger(), options);
      Job job = run(stored, request);
      assertThat(job.done()).isEqualTo(job.total());
      sums.add(new SumModel.Made(sum, job.at()));
    }

    private void reap(String id) throws Exception {
      Operation.Options options = new Operation.Options(id, null, null, null);
      Job job = run(reaping, ScriptArguments.reap(options));
      long removed =
          ledger.history(null).stream()
              .filter(entry -> id.equals(entry.id()))
              .mapToLong(entry -> entry.postings().size())
              .sum();
      assertThat(removed).isEqualTo(job == null ? 0 : job.done());
      assertThat(job == null || job.count() == removed).isTrue();
    }

    /** Runs a job to its end; null if there is nothing to do. */
    private Job run(RedisLedger of, String request) throws Exception {
      running = of;
      String runner = LedgerJobs.newId();
      String[] reply = start(runner, request);
      String outcome = "0 -";
      Job job = null;
      if (!reply[0].equals("done")) {
        assertThat(reply[0]).isEqualTo("run");
        run(runner, JobState.of(reply[1]));
        job = JobState.of(call(Script.TAKE_JOB, "", "")[1]).job(definition.ledger());
        assertThat(job.phase()).isEqualTo(Job.Phase.DONE);
        outcome = job.count() + " " + (job.entry() == null ? "-" : job.entry());
      }
      assertThat(start(runner, request)).containsExactly("done", outcome);
      return job;
    }

    private String[] start(String runner, String request) {
      return call(Script.START_JOB, runner, LEASE, request, LedgerJobs.newId());
    }

    private String[] call(Script script, String... arguments) {
      Response reply = running.runJob(scripts, script, null, arguments).join();
      return ReplyDecoder.lines(reply)[0].split(" ", 2);
    }

    /** Runs a job, and goes on with it as often as its runner dies. */
    private void run(String runner, JobState job) throws Exception {
      JobState state = job;
      String own = runner;
      while (state != null) {
        try {
          new JobRunner(running, scripts, SETTINGS.checkpoint(), this::between, own, state).run();
          state = null;
        } catch (Death | RefusedException e) {
          if (e instanceof RefusedException refused) {
            assertThat(refused.refusal().code()).isEqualTo(Code.STORE_UNAVAILABLE);
          }
          deaths++;
          awaitRedis();
          own = LedgerJobs.newId();
          state = take(own);
        }
      }
    }

    /** The job, if it runs and is taken over, as when its runner was silent for too long. */
    private JobState take(String runner) {
      WeightedSumHistoriesTest.own.command(
          Command.HSET, key(definition.ledger(), "job"), "until", "0");
      String[] taken = call(Script.TAKE_JOB, runner, LEASE);
      return taken[0].equals("run") ? JobState.of(taken[1]) : null;
    }

    private void between(boolean isWritten) {
      for (int i = random.nextInt(3); i > 0; i--) {
        write();
      }
      int fate = random.nextInt(60);
      if (fate == 0) {
        throw new Death();
      } else if (fate == 1) {
        overtake();
      } else if (fate == 2 && mayKill) {
        mayKill = false;
        try {
          own.kill();
        } catch (IOException | InterruptedException e) {
          throw new IllegalStateException(e);
        }
        awaitRedis();
      }
    }

    /** Another runner ends the job while this one is slow. */
    private void overtake() {
      String other = LedgerJobs.newId();
      JobState job = take(other);
      try {
        if (job != null) {
          run(other, job);
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private void compare() throws Exception {
      SumModel model = SumModel.of(own.redis(), definition, sums);
      Map<String, BigInteger> found = new TreeMap<>();
      ledger
          .accounts(null, null, 100)
          .forEach(each -> found.put(each.account(), each.balance().units()));
      assertThat(found).isEqualTo(model.balances());
      for (String snapshot : model.snapshots().keySet()) {
        Map<String, BigInteger> values = new TreeMap<>();
        String cursor = null;
        do {
          var page = ledger.ledger().values(snapshot, null, null, cursor, 50);
          page.items().forEach(each -> values.put(each.account(), each.balance().units()));
          cursor = page.cursor();
        } while (cursor != null);
        assertThat(values).as(snapshot).isEqualTo(model.snapshots().get(snapshot));
      }
      assertThat(ledger.ledger().audit(true).differences()).isEmpty();
      JournalReplay.assertAgrees(own.redis(), definition.ledger());
      BigInteger supply = found.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
      assertThat(ledger.supply().circulating().units()).isEqualTo(supply);
    }
  }
}
