package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Audit;
import dev.scrip.domain.Audit.Difference;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Operation.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit finds what does not agree, names it, and raises no false alarm. */
@QuarkusTest
class AuditTest extends StoreFixture {

  private static final String E27 = "1" + "0".repeat(27);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000})
  void aCleanLedgerIsClean(int limit) {
    TestLedger empty = open(LedgerBuilder.points().plain());
    Audit.Totals nothing = clean(empty, limit);
    assertThat(nothing.accounts()).isZero();
    assertThat(nothing.sum()).hasToString("0");

    TestLedger points = points();
    Audit.Totals totals = clean(points, limit);
    assertThat(totals.accounts()).isEqualTo(4);
    assertThat(totals.sum()).hasToString("65");
    assertThat(totals.circulatingSupply()).hasToString("65");

    TestLedger token = token();
    totals = clean(token, limit);
    assertThat(totals.accounts()).isEqualTo(3);
    assertThat(totals.sum().units()).isEqualTo(new BigInteger(E27).subtract(BigInteger.TEN));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void aChangedBalanceIsFound(int limit) {
    TestLedger ledger = points();
    String stored = command(Command.HGET, key(ledger, "balances"), "ann").toString();
    command(Command.HSET, key(ledger, "balances"), "ann", stored.replaceFirst("^\\S+", "57"));
    assertThat(found(ledger, limit))
        .containsExactlyInAnyOrder("balance ann 50 57", "ranking ann 57 50", "sum null 65 72");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void aBalanceThatNamesAWrongEntryIsFound(int limit) {
    TestLedger ledger = points();
    command(Command.HSET, key(ledger, "balances"), "ann", "50 1-1 2");
    assertThat(found(ledger, limit)).containsExactly("balance ann null 50");
    command(Command.HSET, key(ledger, "balances"), "ann", "50 - 2");
    assertThat(found(ledger, limit)).containsExactly("balance ann null 50");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void aLostAccountIsFound(int limit) {
    TestLedger ledger = points();
    command(Command.HDEL, key(ledger, "balances"), "ann");
    assertThat(found(ledger, limit))
        .containsExactlyInAnyOrder(
            "ranking ann null 50", "sum null 65 15", "account ann null null");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void anAccountThatIsLostWhollyIsFound(int limit) {
    TestLedger ledger = points();
    command(Command.HDEL, key(ledger, "balances"), "ann");
    command(Command.ZREM, key(ledger, "ranking"), "ann");
    assertThat(found(ledger, limit))
        .containsExactlyInAnyOrder("sum null 65 15", "account ann null null");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void aMadeUpAccountIsFound(int limit) {
    TestLedger ledger = points();
    String last =
        command(Command.HGET, key(ledger, "balances"), "ann").toString().split(" ", -1)[1];
    command(Command.HSET, key(ledger, "balances"), "mallory", "1000 " + last + " 1");
    command(Command.ZADD, key(ledger, "ranking"), "1000", "mallory");
    assertThat(found(ledger, limit))
        .containsExactlyInAnyOrder("balance mallory null 1000", "sum null 65 1065");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void aMissingPlaceInTheRankingIsFound(int limit) {
    TestLedger ledger = points();
    command(Command.ZREM, key(ledger, "ranking"), "ann");
    assertThat(found(ledger, limit))
        .containsExactlyInAnyOrder("ranking ann 50 null", "sum null 65 15");
  }

  @ParameterizedTest
  @ValueSource(strings = {"51", "-3", "1000000", "1e20", "inf", "-inf", "0.00001"})
  void aShiftedPlaceInTheRankingIsFound(String score) {
    TestLedger ledger = points();
    command(Command.ZADD, key(ledger, "ranking"), score, "ann");
    for (int limit : new int[] {1, 2, 1000}) {
      List<String> found = found(ledger, limit);
      assertThat(found).hasSize(1);
      assertThat(found.get(0)).startsWith("ranking ann 50 ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void aForeignMemberOfTheRankingIsFound(int limit) {
    TestLedger ledger = points();
    command(Command.ZADD, key(ledger, "ranking"), "77", "unknown");
    assertThat(found(ledger, limit)).containsExactly("ranking unknown null 77");
  }

  /** However strange a member is, the pages go past it. */
  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "a\0b", " ", "\u0001", "\uD83D\uDE00"})
  void aStrangeMemberOfTheRankingIsFound(String member) {
    TestLedger ledger = points();
    for (String each : new String[] {member, member + "x".repeat(1000)}) {
      command(Command.ZADD, key(ledger, "ranking"), "20", each);
    }
    for (int limit : new int[] {1, 2, 1000}) {
      assertThat(found(ledger, limit)).hasSize(2).allMatch(each -> each.endsWith(" null 20"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void aSecondPlaceOfOneAccountIsFound(int limit) {
    TestLedger ledger = token();
    // As if an old place of a long balance had been left behind.
    command(Command.ZADD, key(ledger, "ranking"), "500000000000000e13", "0000000000001\0treasury");
    assertThat(found(ledger, limit))
        .hasSize(1)
        .allMatch(each -> each.startsWith("ranking treasury "));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void oneUnitOfALongBalanceIsFound(int limit) {
    TestLedger ledger = token();
    String stored = command(Command.HGET, key(ledger, "balances"), "treasury").toString();
    BigInteger balance = new BigInteger(stored.split(" ", -1)[0]);
    BigInteger more = balance.add(BigInteger.ONE);
    command(
        Command.HSET,
        key(ledger, "balances"),
        "treasury",
        stored.replaceFirst("^\\S+", more.toString()));
    assertThat(found(ledger, limit)).contains("balance treasury " + balance + " " + more);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void aChangedSupplyIsFound(int limit) {
    TestLedger ledger = points();
    command(Command.HSET, key(ledger, "info"), "circulatingSupply", "66");
    assertThat(found(ledger, limit)).containsOnly("sum null 66 65");
    TestLedger token = token();
    command(Command.HSET, key(token, "info"), "circulatingSupply", E27);
    assertThat(found(token, limit))
        .containsOnly("sum null " + E27 + " " + new BigInteger(E27).subtract(BigInteger.TEN));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void aLostEntryIsFound(int limit) {
    TestLedger ledger = points();
    // The second of ann's three: the one before her last.
    String entry = ledger.history("ann").get(1).entry();
    command(Command.XDEL, key(ledger, "transactions"), entry);
    // It was a transfer, so that the sum of all amounts is the same without it.
    assertThat(found(ledger, limit))
        .containsExactlyInAnyOrder("posting ann null 50", "posting bob null 10");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void aForgedEntryIsFound(int limit) {
    TestLedger ledger = points();
    command(Command.XADD, key(ledger, "transactions"), "*", "v1", "add\n10 60 - ann");
    assertThat(found(ledger, limit)).contains("posting ann 10 60", "sum null 65 75");
  }

  /** Four accounts, one that was deleted, one that came to nothing: 65 in all. */
  private TestLedger points() {
    TestLedger ledger = open(LedgerBuilder.points().plain().min("-100"));
    ledger.applied(ledger.create("ann", "100"));
    ledger.applied(ledger.create("bob", "0"));
    ledger.applied(ledger.create("cid", "-5"));
    ledger.applied(ledger.create("dan \uD83D\uDE00 \"x\"", "10"));
    ledger.applied(ledger.create("eve", "33"));
    ledger.applied(ledger.transfer("ann", "bob", "40"));
    ledger.applied(ledger.burn("bob", "30"));
    ledger.applied(ledger.delete("eve"));
    ledger.applied(ledger.add("ann", "-10"));
    assertThat(ledger.all()).isEqualTo("cid=-5 bob=10 dan \uD83D\uDE00 \"x\"=10 ann=50");
    return ledger;
  }

  private TestLedger token() {
    TestLedger ledger = openToken(LedgerBuilder.token(E27).plain());
    ledger.applied(ledger.transfer("treasury", "ann", "4" + "0".repeat(26)));
    ledger.applied(ledger.transfer("ann", "bob", "1"));
    ledger.applied(ledger.transfer("treasury", "gone", "20"));
    ledger.applied(ledger.transfer("gone", "treasury", "20"));
    ledger.applied(ledger.burn("treasury", "10"));
    return ledger;
  }

  /**
   * Concurrent writes cause no false difference, and results are true: every transfer has an id,
   * and those whose result is applied are those in the journal.
   */
  @Test
  void anAuditBesideTrafficIsClean() throws Exception {
    TestLedger ledger = openToken(LedgerBuilder.token("100000000000000000000").plain().decimals(2));
    int holders = 50;
    for (int i = 0; i < holders; i++) {
      ledger.applied(ledger.transfer("treasury", "holder " + i, "10"));
    }
    AtomicBoolean busy = new AtomicBoolean(true);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<Results>> clients = new ArrayList<>();
      for (int client = 0; client < 32; client++) {
        clients.add(threads.submit(new Client(ledger, holders, client, 150)));
      }
      Future<Results> burner = threads.submit(new Burner(ledger, holders, 300));
      Future<Integer> auditor =
          threads.submit(
              () -> {
                int audits = 0;
                while (busy.get() || audits == 0) {
                  clean(ledger, 1 + audits % 2 * 99);
                  audits++;
                }
                return audits;
              });
      Future<Integer> reader =
          threads.submit(
              () -> {
                int reads = 0;
                while (busy.get() || reads == 0) {
                  checkOrder(ledger);
                  reads++;
                }
                return reads;
              });
      Results results = new Results();
      for (Future<Results> client : clients) {
        results.add(client.get());
      }
      results.add(burner.get());
      busy.set(false);
      assertThat(auditor.get()).isPositive();
      assertThat(reader.get()).isPositive();
      Audit.Totals totals = clean(ledger, 100);
      assertThat(results.refused).isNotEmpty();
      checkJournal(ledger, results, totals);
    } finally {
      busy.set(false);
      threads.shutdownNow();
    }
  }

  private static void checkOrder(TestLedger ledger) {
    BigInteger above = null;
    for (String each : ledger.top(20).split("(?<=\\d) (?=[a-z])", -1)) {
      BigInteger balance = ledger.amount(each.substring(each.indexOf('=') + 1)).units();
      assertThat(above == null || above.compareTo(balance) >= 0).as(each).isTrue();
      above = balance;
    }
  }

  private static void checkJournal(TestLedger ledger, Results results, Audit.Totals totals) {
    Set<String> recorded = new HashSet<>();
    TreeMap<String, BigInteger> balances = new TreeMap<>();
    BigInteger burned = BigInteger.ZERO;
    for (Entry entry : ledger.history(null)) {
      if (entry.id() != null) {
        assertThat(recorded.add(entry.id() + " " + entry.entry())).isTrue();
      }
      if (entry.operation().equals("burn")) {
        burned = burned.subtract(entry.postings().get(0).amount().units());
      }
      entry
          .postings()
          .forEach(each -> balances.merge(each.account(), each.amount().units(), BigInteger::add));
    }
    assertThat(recorded).isEqualTo(results.applied);
    balances.values().removeIf(each -> each.signum() == 0);
    TreeMap<String, BigInteger> held = new TreeMap<>();
    ledger
        .accounts(null, null, 7)
        .forEach(each -> held.put(each.account(), each.balance().units()));
    assertThat(held).isEqualTo(balances);
    assertThat(totals.accounts()).isEqualTo(held.size());
    assertThat(totals.circulatingSupply().units())
        .isEqualTo(ledger.definition().totalSupply().units().subtract(burned));
  }

  /** The results of callers: ids with their entries, and ids that were refused. */
  private static final class Results {
    final Set<String> applied = new HashSet<>();
    final Set<String> refused = new HashSet<>();

    void note(String id, Outcome outcome) {
      if (outcome instanceof Outcome.Applied done) {
        applied.add(id + " " + done.entry());
      } else {
        refused.add(id);
      }
    }

    void add(Results other) {
      applied.addAll(other.applied);
      refused.addAll(other.refused);
    }
  }

  private record Client(TestLedger ledger, int holders, int number, int count)
      implements Callable<Results> {

    @Override
    public Results call() {
      Random random = new Random(number);
      Results results = new Results();
      for (int i = 0; i < count; i++) {
        int from = random.nextInt(holders);
        int to = (from + 1 + random.nextInt(holders - 1)) % holders;
        String amount = random.nextInt(15) + "." + (10 + random.nextInt(90));
        String id = number + " " + i;
        results.note(
            id,
            ledger.apply(
                TestLedger.withId(id, ledger.transfer("holder " + from, "holder " + to, amount))));
      }
      return results;
    }
  }

  private record Burner(TestLedger ledger, int holders, int count) implements Callable<Results> {

    @Override
    public Results call() {
      Results results = new Results();
      for (int i = 0; i < count; i++) {
        String id = "burn " + i;
        results.note(
            id, ledger.apply(TestLedger.withId(id, ledger.burn("holder " + i % holders, "1.5"))));
      }
      return results;
    }
  }

  /** Audits page by page and finds nothing. */
  private Audit.Totals clean(TestLedger ledger, int limit) {
    Audit page = ledger.ledger().audit(null, limit);
    while (true) {
      assertThat(page.differences()).isEmpty();
      if (page.cursor() == null) {
        return page.totals();
      }
      assertThat(page.totals()).isNull();
      page = ledger.ledger().audit(page.cursor(), limit);
    }
  }

  /** What an audit finds: "kind account expected found" each. */
  private List<String> found(TestLedger ledger, int limit) {
    List<String> found = new ArrayList<>();
    String cursor = null;
    do {
      Audit page = ledger.ledger().audit(cursor, limit);
      for (Difference each : page.differences()) {
        String text =
            each.kind() + " " + each.account() + " " + each.expected() + " " + each.found();
        // The sum is compared twice, with the balances and with the journal.
        if (!found.contains(text)) {
          found.add(text);
        }
      }
      cursor = page.cursor();
    } while (cursor != null);
    return found;
  }
}
