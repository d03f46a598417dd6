package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.domain.Posting;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Many clients at once, with the cache of scripts flushed among them. {@code -Dconcurrency.seconds}
 * lets it run longer.
 */
@QuarkusTest
class ConcurrencyTest extends StoreFixture {

  private static final int SECONDS = Integer.getInteger("concurrency.seconds", 3);
  private static final int ACCOUNTS = 10;
  private static final int FLUSH_MILLIS = 200;

  /** What a run of many clients came to. */
  private static final class Run {
    private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    private final Set<Code> codes = Collections.synchronizedSet(EnumSet.noneOf(Code.class));
    private final AtomicLong applied = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    private void note(Outcome outcome) {
      if (outcome instanceof Outcome.Refused no) {
        refused.incrementAndGet();
        codes.add(no.refusal().code());
      } else {
        applied.incrementAndGet();
      }
    }
  }

  private Run run(int threads, BiFunction<SplittableRandom, Run, Outcome> client)
      throws InterruptedException {
    Run run = new Run();
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      SplittableRandom random = new SplittableRandom(i);
      new Thread(
              () -> {
                try {
                  while (!stop.get()) {
                    run.note(client.apply(random, run));
                  }
                } catch (Throwable e) {
                  run.errors.add(e);
                } finally {
                  ended.countDown();
                }
              })
          .start();
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end) {
      Thread.sleep(FLUSH_MILLIS);
      forgetScripts();
    }
    stop.set(true);
    assertThat(ended.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(run.errors).isEmpty();
    return run;
  }

  private static String account(SplittableRandom random) {
    return "account" + random.nextInt(ACCOUNTS);
  }

  @Test
  void sumBoundsAndJournalAgreeAfterManyClientsOfPoints() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().min("-50").max("200"));
    for (int i = 0; i < ACCOUNTS; i++) {
      ledger.applied(ledger.create("account" + i, "100"));
    }
    AtomicLong ids = new AtomicLong();
    Run run =
        run(
            32,
            (random, outcome) -> {
              int amount = random.nextInt(1, 40);
              Operation operation =
                  switch (random.nextInt(4)) {
                    case 0 -> ledger.add(account(random), Integer.toString(-amount));
                    case 1 -> ledger.add(account(random), Integer.toString(amount));
                    default ->
                        ledger.transfer(account(random), account(random), Integer.toString(amount));
                  };
              if (random.nextBoolean()) {
                return ledger.apply(operation);
              }
              Operation withId = TestLedger.withId("id " + ids.incrementAndGet(), operation);
              Outcome first = ledger.apply(withId);
              if (first instanceof Outcome.Applied applied && random.nextInt(4) == 0) {
                Outcome again = ledger.apply(withId);
                assertThat(again)
                    .isEqualTo(new Outcome.Applied(applied.entry(), applied.balances(), true));
              }
              return first;
            });
    assertThat(run.codes)
        .isSubsetOf(Code.BELOW_MIN, Code.ABOVE_MAX, Code.SAME_ACCOUNT)
        .isNotEmpty();
    BigInteger sum = assertJournalAgrees(ledger, run.applied.get() + ACCOUNTS);
    assertThat(ledger.supply().total().units()).isEqualTo(sum);
    for (Entry entry : ledger.history(null)) {
      for (Posting posting : entry.postings()) {
        assertThat(posting.balance().units().intValueExact()).isBetween(-50, 200);
      }
    }
    assertThat(Audits.differences(store, ledger.definition())).isEmpty();
  }

  @Test
  void supplyIsKeptByManyClientsOfTokens() throws Exception {
    BigInteger supply = BigInteger.TEN.pow(27);
    TestLedger ledger = openToken(LedgerBuilder.token(supply.toString()));
    for (int i = 0; i < ACCOUNTS; i++) {
      ledger.applied(
          ledger.transfer(
              "treasury", "account" + i, supply.divide(BigInteger.valueOf(20)).toString()));
    }
    AtomicLong burned = new AtomicLong();
    Run run =
        run(
            16,
            (random, outcome) -> {
              String from = account(random);
              if (random.nextInt(10) == 0) {
                long amount = random.nextLong(1, 1_000_000_000);
                Outcome burn = ledger.apply(ledger.burn(from, Long.toString(amount)));
                if (burn instanceof Outcome.Applied) {
                  burned.addAndGet(amount);
                }
                return burn;
              }
              if (random.nextInt(10) == 0) {
                List<AccountBalance> top = ledger.ledger().topHolders(20);
                for (int i = 1; i < top.size(); i++) {
                  assertThat(top.get(i).balance()).isLessThanOrEqualTo(top.get(i - 1).balance());
                }
                BigInteger sum =
                    top.stream()
                        .map(each -> each.balance().units())
                        .reduce(BigInteger.ZERO, BigInteger::add);
                assertThat(sum).as("at one instant").isLessThanOrEqualTo(supply);
              }
              BigInteger amount =
                  new BigInteger(random.nextInt(1, 90), new java.util.Random(random.nextLong()))
                      .add(BigInteger.ONE);
              return ledger.apply(ledger.transfer(from, account(random), amount.toString()));
            });
    assertThat(run.codes).isSubsetOf(Code.INSUFFICIENT_BALANCE, Code.SAME_ACCOUNT).isNotEmpty();
    BigInteger sum = assertJournalAgrees(ledger, run.applied.get() + ACCOUNTS + 1);
    assertThat(sum).isEqualTo(supply.subtract(BigInteger.valueOf(burned.get())));
    assertThat(ledger.supply().circulating().units()).isEqualTo(sum);
    assertThat(ledger.supply().total().units()).isEqualTo(supply);
    assertThat(Audits.differences(store, ledger.definition())).isEmpty();
  }

  /** Replays the journal entry by entry and returns the sum of all balances. */
  private BigInteger assertJournalAgrees(TestLedger ledger, long expectedEntries) {
    List<Entry> entries = new ArrayList<>(ledger.history(null));
    Collections.reverse(entries);
    assertThat(entries).hasSize((int) expectedEntries);
    Map<String, BigInteger> balances = new HashMap<>();
    for (Entry entry : entries) {
      for (Posting posting : entry.postings()) {
        BigInteger balance =
            balances.getOrDefault(posting.account(), BigInteger.ZERO).add(posting.amount().units());
        assertThat(posting.balance().units()).as(entry.entry()).isEqualTo(balance);
        balances.put(posting.account(), balance);
      }
    }
    Map<String, BigInteger> found = new HashMap<>();
    ledger
        .accounts(null, null, Ledger.MAX_PAGE)
        .forEach(each -> found.put(each.account(), each.balance().units()));
    if (ledger.definition().kind() == dev.scrip.domain.Kind.TOKEN) {
      balances.values().removeIf(balance -> balance.signum() == 0);
    }
    assertThat(found).isEqualTo(balances);
    return found.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }
}
