package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Audit;
import dev.scrip.domain.Entry;
import dev.scrip.domain.Operation.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit finds what does not agree, names it, and raises no false alarm. */
@QuarkusTest
class AuditTest extends StoreFixture {

  private static final String E27 = "1" + "0".repeat(27);

  @Test
  void aCleanLedgerIsClean() {
    Audit nothing = clean(open(LedgerBuilder.points().plain()));
    assertThat(nothing.accounts()).isZero();
    assertThat(nothing.sum()).hasToString("0");
    assertThat(nothing.circulatingSupply()).hasToString("0");

    Audit audit = clean(points());
    assertThat(audit.accounts()).isEqualTo(4);
    assertThat(audit.places()).isEqualTo(4);
    assertThat(audit.entries()).isEqualTo(9);
    assertThat(audit.sum()).hasToString("65");
    assertThat(audit.circulatingSupply()).hasToString("65");

    audit = clean(token());
    assertThat(audit.accounts()).isEqualTo(3);
    assertThat(audit.sum().units()).isEqualTo(new BigInteger(E27).subtract(BigInteger.TEN));
  }

  @Test
  void aChangedBalanceIsFound() {
    check("balance ann 50 57").when(ledger -> storeBalance(ledger, "ann", "57"));
  }

  @Test
  void aBalanceSetBackToAnEarlierEntryIsFound() {
    TestLedger ledger = points();
    String first = ledger.history("ann").get(2).entry();
    check("balance ann 50 100", "chain ann LAST 3 " + first + " 1")
        .after(each -> command(Command.HSET, key(each, "balances"), "ann", "100 " + first + " 1"))
        .in(ledger);
  }

  @Test
  void aBalanceThatNamesAWrongEntryIsFound() {
    check("chain ann LAST 3 1-1 2")
        .when(ledger -> command(Command.HSET, key(ledger, "balances"), "ann", "50 1-1 2"));
    check("chain ann LAST 3 null")
        .when(ledger -> command(Command.HSET, key(ledger, "balances"), "ann", "50 - 2"));
    check("chain ann LAST 3 LAST 4")
        .when(
            ledger ->
                command(
                    Command.HSET,
                    key(ledger, "balances"),
                    "ann",
                    "50 " + ledger.history("ann").get(0).entry() + " 4"));
  }

  @Test
  void aLostAccountIsFound() {
    check("balance ann 50 null")
        .when(
            ledger -> {
              command(Command.HDEL, key(ledger, "balances"), "ann");
              command(Command.ZREM, key(ledger, "ranking"), "ann");
            });
    check("balance ann 50 null")
        .when(ledger -> command(Command.HDEL, key(ledger, "balances"), "ann"));
  }

  @Test
  void anAccountThatIsClosedInOnePlaceOnlyIsFound() {
    check("chain eve LAST 2 null")
        .when(ledger -> command(Command.HDEL, key(ledger, "closed"), "eve"));
    check("chain eve LAST 2 null")
        .when(
            ledger ->
                command(
                    Command.HSET, key(ledger, "closed"), "eve", chain(ledger, "eve") + "\n1 lost"));
    check("balance eve null 0")
        .when(
            ledger ->
                command(Command.HSET, key(ledger, "balances"), "eve", "0 " + chain(ledger, "eve")));
    check("balance ann 50 null")
        .when(
            ledger ->
                command(
                    Command.HSET,
                    key(ledger, "closed"),
                    "ann",
                    ledger.history("ann").get(0).entry() + " 3"));
  }

  @Test
  void aMadeUpAccountIsFound() {
    check("balance mallory null 1000", "chain mallory - 0 1-1 1")
        .when(
            ledger -> {
              command(Command.HSET, key(ledger, "balances"), "mallory", "1000 1-1 1");
              command(Command.ZADD, key(ledger, "ranking"), "1000", "mallory");
            });
  }

  @Test
  void aMissingPlaceInTheRankingIsFound() {
    check("ranking ann 50 null")
        .when(ledger -> command(Command.ZREM, key(ledger, "ranking"), "ann"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"51", "-3", "1000000", "1e20", "inf", "-inf", "0.00001"})
  void aShiftedPlaceInTheRankingIsFound(String score) {
    TestLedger ledger = points();
    command(Command.ZADD, key(ledger, "ranking"), score, "ann");
    List<String> found = Audits.texts(ledger.ledger().audit(true));
    assertThat(found).hasSize(1);
    assertThat(found.get(0)).startsWith("ranking ann 50 ");
  }

  @Test
  void aPlaceWithoutAnAccountIsFound() {
    check("ranking unknown null 77")
        .when(ledger -> command(Command.ZADD, key(ledger, "ranking"), "77", "unknown"));
    check("ranking eve null 33")
        .when(ledger -> command(Command.ZADD, key(ledger, "ranking"), "33", "eve"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "a\0b", " ", "\u0001", "\uD83D\uDE00"})
  void aStrangeMemberOfTheRankingIsFound(String member) {
    TestLedger ledger = points();
    for (String each : new String[] {member, member + "x".repeat(10_000)}) {
      command(Command.ZADD, key(ledger, "ranking"), "20", each);
    }
    assertThat(Audits.texts(ledger.ledger().audit(true)))
        .hasSize(2)
        .allMatch(each -> each.endsWith(" null 20"));
  }

  @Test
  void aSecondPlaceOfOneAccountIsFound() {
    TestLedger ledger = token();
    // As if an old place of a long balance had been left behind.
    command(Command.ZADD, key(ledger, "ranking"), "500000000000000e13", "0000000000001\0treasury");
    assertThat(Audits.texts(ledger.ledger().audit(true)))
        .hasSize(1)
        .allMatch(each -> each.startsWith("ranking treasury "));
  }

  @Test
  void oneUnitOfALongBalanceIsFound() {
    TestLedger ledger = token();
    String stored = command(Command.HGET, key(ledger, "balances"), "treasury").toString();
    BigInteger balance = new BigInteger(stored.split(" ", -1)[0]);
    BigInteger more = balance.add(BigInteger.ONE);
    storeBalance(ledger, "treasury", more.toString());
    assertThat(Audits.texts(ledger.ledger().audit(true)))
        .containsExactly("balance treasury " + balance + " " + more);
  }

  @Test
  void aChangedSupplyIsFound() {
    TestLedger ledger = points();
    command(Command.HSET, key(ledger, "info"), "circulatingSupply", "66");
    assertThat(Audits.texts(ledger.ledger().audit(false))).containsExactly("sum null 66 65");
    TestLedger token = token();
    command(Command.HSET, key(token, "info"), "circulatingSupply", E27);
    assertThat(Audits.texts(token.ledger().audit(false)))
        .containsExactly("sum null " + E27 + " " + new BigInteger(E27).subtract(BigInteger.TEN));
  }

  /** Without it nothing can be written, so there is no traffic beside it. */
  @Test
  void aLostInfoIsFound() {
    TestLedger ledger = points();
    clean(ledger);
    command(Command.DEL, key(ledger, "info"));
    Audit audit = ledger.ledger().audit(false);
    assertThat(Audits.texts(audit)).containsExactly("info null null null");
    assertThat(audit.circulatingSupply()).isNull();
    assertThat(audit.sum()).hasToString("65");
  }

  @Test
  void aSupplyThatCannotBeReadIsFound() {
    TestLedger ledger = points();
    command(Command.HSET, key(ledger, "info"), "circulatingSupply", "a lot");
    assertThat(Audits.texts(ledger.ledger().audit(false))).containsExactly("info null null null");
  }

  @Test
  void anEntryThatIsCutOutIsFound() {
    TestLedger ledger = points();
    // The second of ann's three, a transfer: the sum of all amounts is the same without it.
    String entry = ledger.history("ann").get(1).entry();
    String before = ledger.history("ann").get(2).entry();
    check(
            "chain ann " + before + " " + entry,
            "posting ann 90 50",
            "chain ann LAST 2 LAST 3",
            "chain bob " + ledger.history("bob").get(2).entry() + " " + entry,
            "posting bob -30 10",
            "chain bob LAST 2 LAST 3")
        .after(each -> command(Command.XDEL, key(each, "transactions"), entry))
        .in(ledger);
  }

  @Test
  void aForgedEntryIsFound() {
    TestLedger ledger = points();
    command(Command.XADD, key(ledger, "transactions"), "*", "v1", "add\n10 60 - ann");
    assertThat(Audits.texts(ledger.ledger().audit(true)))
        .contains("balance ann 60 50", "sum null 65 75");
  }

  @Test
  void aForkedChainIsFound() {
    TestLedger ledger = points();
    String first = ledger.history("ann").get(2).entry();
    String second = ledger.history("ann").get(1).entry();
    check("chain ann " + second + " " + first)
        .after(each -> rewriteJournal(each, second + " ann", first + " ann"))
        .inTheJournalOf(ledger);
  }

  @Test
  void aChangedPostingIsFound() {
    TestLedger ledger = points();
    check("posting bob 40 41", "posting bob 11 10")
        .after(each -> rewriteJournal(each, "40 40 ", "40 41 "))
        .inTheJournalOf(ledger);
  }

  @Test
  void aCountThatIsNotOfItsPostingIsFound() {
    TestLedger ledger = points();
    String last = ledger.history("ann").get(1).entry();
    check("chain ann " + last + " " + last + "/9")
        .after(each -> rewriteJournal(each, last + " ann", last + "/9 ann"))
        .inTheJournalOf(ledger);
  }

  @Test
  void anEntryThatCannotBeReadIsFound() {
    for (String text :
        List.of("add\nhold 10 ann", "add\n10 60 ann", "add\n1.5 2 - ann", "add\n1 2 - ")) {
      TestLedger ledger = points();
      String entry = command(Command.XADD, key(ledger, "transactions"), "*", "v1", text).toString();
      Audit audit = ledger.ledger().audit(false);
      assertThat(Audits.texts(audit)).containsExactly("entry null null null");
      assertThat(audit.differences().get(0).entry()).isEqualTo(entry);
    }
  }

  @Test
  void theMarksOfALongChainAreCompared() {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    ledger.applied(ledger.create("ann", "0"));
    for (int i = 0; i < 200; i++) {
      ledger.applied(ledger.add("ann", "1"));
    }
    clean(ledger);
    List<Entry> newestFirst = ledger.history("ann");
    // The 192nd of 201 postings names the 128th, and the stored balance the 192nd.
    String mark = newestFirst.get(201 - 192).entry();
    String earlier = newestFirst.get(201 - 128).entry();
    String stored = command(Command.HGET, key(ledger, "balances"), "ann").toString();
    assertThat(stored).endsWith(" 201 " + mark);
    command(Command.HSET, key(ledger, "balances"), "ann", stored.replace(mark, earlier));
    assertThat(Audits.texts(ledger.ledger().audit(true)))
        .containsExactly(
            "chain ann %s 201 %s %s 201 %s"
                .formatted(newestFirst.get(0).entry(), mark, newestFirst.get(0).entry(), earlier));
    command(Command.HSET, key(ledger, "balances"), "ann", stored);
    rewriteJournal(ledger, "/192/" + earlier, "/192/" + mark);
    String before = newestFirst.get(201 - 191).entry();
    assertThat(Audits.texts(ledger.ledger().audit(true)))
        .containsExactly("chain ann %s/192/%s %s/192/%s".formatted(before, earlier, before, mark));
  }

  @Test
  void onlyNewEntriesAreReadAgain() {
    TestLedger ledger = points();
    Audit first = clean(ledger);
    Audit nothing = ledger.ledger().audit(false);
    assertThat(nothing.from()).isEqualTo(first.entry());
    assertThat(nothing.entries()).isZero();
    ledger.applied(ledger.create("new", "5"));
    ledger.applied(ledger.transfer("ann", "new", "1"));
    ledger.applied(ledger.delete("dan \uD83D\uDE00 \"x\""));
    Audit second = ledger.ledger().audit(false);
    assertThat(second.differences()).isEmpty();
    assertThat(second.from()).isEqualTo(first.entry());
    assertThat(second.entries()).isEqualTo(3);
    assertThat(second.accounts()).isEqualTo(4);
    assertThat(second.sum()).hasToString("60");
    assertThat(ledger.ledger().audit(true).entries()).isEqualTo(12);
  }

  @Test
  void whatWasKeptOfTheLastAuditIsNotBelievedIfItDoesNotFit() {
    TestLedger ledger = points();
    clean(ledger);
    String kept = command(Command.HGET, key(ledger, "info"), "audited").toString();
    for (String other :
        List.of("", "x", kept + "0", kept.replace(" 9 ", " 8 "), kept.replaceFirst("^\\d", "2"))) {
      command(Command.HSET, key(ledger, "info"), "audited", other);
      Audit audit = ledger.ledger().audit(false);
      assertThat(audit.from()).as(other).isNull();
      assertThat(audit.differences()).isEmpty();
      assertThat(command(Command.HGET, key(ledger, "info"), "audited")).hasToString(kept);
    }
  }

  @Test
  void nothingIsChangedButWhatTheNextOneNeeds() {
    TestLedger ledger = points();
    LedgerDump before = dump(ledger);
    clean(ledger);
    command(Command.HDEL, key(ledger, "info"), "audited");
    assertThat(dump(ledger)).isEqualTo(before);
    storeBalance(ledger, "ann", "57");
    assertThat(ledger.ledger().audit(false).differences()).isNotEmpty();
    assertThat(command(Command.HGET, key(ledger, "info"), "audited")).isNull();
  }

  @Test
  void manyDifferencesAreCounted() {
    TestLedger ledger = points();
    for (int i = 0; i < Audit.MAX_DIFFERENCES + 5; i++) {
      command(Command.ZADD, key(ledger, "ranking"), "5", "nobody " + i);
    }
    Audit audit = ledger.ledger().audit(false);
    assertThat(audit.differenceCount()).isEqualTo(Audit.MAX_DIFFERENCES + 5);
    assertThat(audit.differences()).hasSize(Audit.MAX_DIFFERENCES);
  }

  private void storeBalance(TestLedger ledger, String account, String balance) {
    String stored = command(Command.HGET, key(ledger, "balances"), account).toString();
    command(Command.HSET, key(ledger, "balances"), account, stored.replaceFirst("^\\S+", balance));
  }

  /** Writes the journal anew, with the same ids and one text replaced. */
  private void rewriteJournal(TestLedger ledger, String text, String replacement) {
    String key = key(ledger, "transactions");
    Response items = command(Command.XRANGE, key, "-", "+");
    command(Command.DEL, key);
    boolean isReplaced = false;
    for (Response item : items) {
      List<String> arguments = new ArrayList<>(List.of(key, item.get(0).toString()));
      item.get(1).forEach(each -> arguments.add(each.toString()));
      String entry = arguments.get(3);
      arguments.set(3, entry.replace(text, replacement));
      isReplaced |= !arguments.get(3).equals(entry);
      command(Command.XADD, arguments.toArray(String[]::new));
    }
    assertThat(isReplaced).isTrue();
  }

  private Expected check(String... differences) {
    return new Expected(List.of(differences));
  }

  /** What is found after something was changed by hand, in a ledger that others write to. */
  private final class Expected {

    private final List<String> differences;
    private Consumer<TestLedger> change;

    Expected(List<String> differences) {
      this.differences = differences;
    }

    /** Makes the change in a new ledger. */
    void when(Consumer<TestLedger> made) {
      after(made).in(points());
    }

    /** Names the change. */
    Expected after(Consumer<TestLedger> made) {
      change = made;
      return this;
    }

    /** By a first audit, by one that goes on from a sound ledger, and by a full one. */
    void in(TestLedger ledger) {
      List<String> expected = changed(ledger);
      compare(ledger, false, expected);
      compare(ledger, true, expected);
    }

    /** As above, in entries that were compared before, which only a full one reads again. */
    void inTheJournalOf(TestLedger ledger) {
      List<String> expected = changed(ledger);
      assertThat(ledger.ledger().audit(false).differences()).isEmpty();
      compare(ledger, true, expected);
    }

    /** What is to be found, where LAST is the last entry of the account before the change. */
    private List<String> changed(TestLedger ledger) {
      clean(ledger);
      List<String> expected =
          differences.stream()
              .map(
                  each ->
                      each.contains("LAST")
                          ? each.replace(
                              "LAST", ledger.history(each.split(" ", -1)[1]).get(0).entry())
                          : each)
              .toList();
      change.accept(ledger);
      return expected;
    }

    private void compare(TestLedger ledger, boolean full, List<String> expected) {
      try (Traffic traffic = new Traffic(ledger)) {
        traffic.await(20);
        assertThat(Audits.texts(ledger.ledger().audit(full)))
            .containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  /** Creates, changes and deletes other accounts until it is closed. */
  private static final class Traffic implements AutoCloseable {

    private final AtomicBoolean busy = new AtomicBoolean(true);
    private final AtomicLong count = new AtomicLong();
    private final Thread thread;

    Traffic(TestLedger ledger) {
      long run = System.nanoTime();
      thread =
          new Thread(
              () -> {
                while (busy.get()) {
                  String account = "busy " + run + " " + count.incrementAndGet();
                  ledger.applied(ledger.create(account, "7"));
                  ledger.applied(ledger.create(account + "b", "0"));
                  ledger.applied(ledger.transfer(account, account + "b", "3"));
                  ledger.applied(ledger.delete(account));
                }
              });
      thread.start();
    }

    void await(long wanted) {
      while (count.get() < wanted) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {
      busy.set(false);
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The chain of an account that has left the ledger, without the records that follow it. */
  private String chain(TestLedger ledger, String account) {
    return command(Command.HGET, key(ledger, "closed"), account)
        .toString()
        .lines()
        .findFirst()
        .get();
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
                  assertThat(ledger.ledger().audit(audits % 2 == 0).differences()).isEmpty();
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
      Audit totals = clean(ledger);
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

  private static void checkJournal(TestLedger ledger, Results results, Audit totals) {
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

  /** An audit of all entries that finds nothing. */
  private static Audit clean(TestLedger ledger) {
    Audit audit = ledger.ledger().audit(true);
    assertThat(audit.differences()).isEmpty();
    return audit;
  }
}
