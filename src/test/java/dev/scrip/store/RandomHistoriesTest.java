package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.AccountBalance;
import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.Amount;
import dev.scrip.domain.AtomicSet;
import dev.scrip.domain.Entry;
import dev.scrip.domain.HistoryQuery;
import dev.scrip.domain.JobOutcome;
import dev.scrip.domain.Kind;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Membership;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.domain.Posting;
import dev.scrip.domain.Rank;
import dev.scrip.domain.ReasonRecord;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random histories on the store and on {@link ReferenceLedger}, every outcome compared, with each
 * account cipher in turn. {@link Seeds} has the properties {@code histories.seed} and {@code
 * histories.count}.
 */
@QuarkusTest
class RandomHistoriesTest extends StoreFixture {

  private static final int OPERATIONS = 200;
  private static final int DEFAULT_COUNT = 240;
  private static final long FIRST_SEED = 20_260_000L;
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant FUTURE = Instant.parse("2100-01-01T00:00:00Z");

  /** Few, so that conflicts are frequent; some of them troublesome. */
  private static final List<String> ACCOUNTS =
      List.of("ann", "bob", "a \"b\"", "\u00e4\ud83d\ude00", "treasury", "z".repeat(128));

  private static final String CALLER = "lisa";

  private static final List<AccountCipher> CIPHERS =
      List.of(AccountCipher.NONE, Ciphers.AES_SIV, Ciphers.HMAC_SHA256);

  /** The numbers from which operations are drawn; most operations on tokens are transfers. */
  private static final int POINTS_KINDS = 12;

  private static final int TOKEN_KINDS = 16;

  private static final List<Operation.Scope> SCOPES =
      List.of(
          Operation.Scope.SHARED,
          new Operation.Scope("sqs", null),
          new Operation.Scope(null, "ann"));

  /** A kind of ledger and the definitions it goes through. */
  private record Story(String name, List<Supplier<LedgerBuilder>> definitions) {}

  private static final String MOST = "9".repeat(78);

  private static final List<Story> STORIES =
      List.of(
          story("tight", () -> LedgerBuilder.points().max("40")),
          story("no log", () -> LedgerBuilder.points().decimals(2).max("100").log(false)),
          story(
              "moving bounds",
              () -> LedgerBuilder.points().min("-20").max("60"),
              () -> LedgerBuilder.points().min("5").max("60"),
              () -> LedgerBuilder.points().min("-20").max("20").log(false)),
          story(
              "large",
              () ->
                  LedgerBuilder.points().decimals(18).min("-" + "9".repeat(60)).max("9".repeat(60)),
              () -> LedgerBuilder.points().decimals(18).min("0").max("9".repeat(60))),
          story("unbounded", () -> LedgerBuilder.points().min("-" + MOST).max(MOST).log(false)),
          story(
              "no ranking",
              () -> LedgerBuilder.points().ranking(false).min("-20").max("9".repeat(20)),
              () -> LedgerBuilder.points().ranking(false).min("5").max("9".repeat(20))),
          story("token without ranking", () -> LedgerBuilder.token("5000").ranking(false)),
          story("token 0", () -> LedgerBuilder.token("9007199254740993")),
          story("token 6", () -> LedgerBuilder.token("18446744073709.551615").decimals(6)),
          story(
              "token 18",
              () ->
                  LedgerBuilder.token("1000000000")
                      .decimals(18)
                      .allocation("ann", "400000000.000000000000000001")
                      .allocation("bob", "599999999.999999999999999999")),
          story("token 36", () -> LedgerBuilder.token("1" + "0".repeat(41)).decimals(36)),
          story(
              "token 10^77, not burnable",
              () -> LedgerBuilder.token("1" + "0".repeat(77)).burnable(false)));

  private static final List<BigInteger> LANDMARKS =
      List.of(
          BigInteger.TEN.pow(14),
          BigInteger.TEN.pow(15),
          BigInteger.TWO.pow(53),
          BigInteger.TWO.pow(63),
          BigInteger.TEN.pow(27),
          BigInteger.TEN.pow(28),
          BigInteger.TEN.pow(42),
          BigInteger.TEN.pow(77));

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static Story story(String name, Supplier<LedgerBuilder>... definitions) {
    return new Story(name, List.of(definitions));
  }

  @Test
  void drawOperationsOfEveryKind() {
    Amount one = Amount.ofUnits("1", 0);
    assertThat(
            IntStream.range(0, POINTS_KINDS)
                .mapToObj(
                    number ->
                        ReferenceLedger.operation(number, "a", "b", one, Operation.Options.NONE))
                .map(each -> each.getClass().getName())
                .distinct()
                .toList())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Operation.class.getPermittedSubclasses()).map(Class::getName).toList());
  }

  @Test
  void endAsTheReferenceLedgerSays() throws Exception {
    int unused = Seeds.run("histories", FIRST_SEED, DEFAULT_COUNT, seed -> new History(seed).run());
  }

  /** One seeded history. */
  private final class History {

    private final Random random;
    private final Story story;
    private final List<LedgerDefinition> definitions = new ArrayList<>();
    private final ReferenceLedger reference;
    private final Map<Integer, String> entryIds = new HashMap<>();

    /** Plain names by what replies tell for them. */
    private final Map<String, String> plain = new HashMap<>();

    private final List<Operation> sentAlone = new ArrayList<>();
    private final List<AtomicSet> sentAtomic = new ArrayList<>();
    private LedgerDefinition definition;
    private int nextId;
    private int done;

    History(long seed) {
      random = Seeds.random(seed);
      story = STORIES.get((int) Math.floorMod(seed, (long) STORIES.size()));
      String ledger = LedgerBuilder.randomName();
      AccountCipher cipher =
          CIPHERS.get((int) Math.floorMod(seed / STORIES.size(), (long) CIPHERS.size()));
      story
          .definitions()
          .forEach(each -> definitions.add(each.get().ledger(ledger).cipher(cipher).build()));
      definition = definitions.get(0);
      reference = new ReferenceLedger(definition, Instant.now());
      ACCOUNTS.forEach(
          name -> plain.put(new BlockingLedger(store.ledger(definition)).displayName(name), name));
      plain.put(new BlockingLedger(store.ledger(definition)).displayName(CALLER), CALLER);
    }

    void run() {
      boolean late = random.nextInt(4) == 0;
      if (!late) {
        initialize();
      }
      while (done < OPERATIONS) {
        if (late && done > 10) {
          initialize();
        }
        step();
      }
      initialize();
      compareAll();
    }

    private void initialize() {
      if (definition.kind() == Kind.TOKEN) {
        new BlockingLedger(store.ledger(definition)).initialize(Operation.Options.NONE);
        reference.initialize();
      }
    }

    private void step() {
      if (definitions.size() > 1 && random.nextInt(12) == 0) {
        definition = definitions.get(random.nextInt(definitions.size()));
        reference.define(definition);
      }
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> alone();
        case 4, 5 -> batch();
        case 6, 7 -> atomic();
        case 8, 9, 10 -> together();
        default -> reap();
      }
    }

    private void alone() {
      Operation operation = operation(true);
      ReferenceLedger.Result expected = reference.apply(operation);
      compare(operation, expected, new BlockingLedger(store.ledger(definition)).apply(operation));
      done++;
    }

    /** Several operations that are sent at the same time. */
    private void batch() {
      List<Operation> operations = operations();
      List<ReferenceLedger.Result> expected = operations.stream().map(reference::apply).toList();
      List<Outcome> outcomes = new BlockingLedger(store.ledger(definition)).applyAll(operations);
      assertThat(outcomes).hasSameSizeAs(operations);
      for (int i = 0; i < operations.size(); i++) {
        compare(operations.get(i), expected.get(i), outcomes.get(i));
      }
      done += operations.size();
    }

    private void atomic() {
      AtomicSet set = atomicSet();
      compareAtomic(
          set,
          reference.atomic(set.operations(), set.options()),
          new BlockingLedger(store.ledger(definition)).applyAtomic(set));
    }

    private void compareAtomic(
        AtomicSet set, ReferenceLedger.AtomicResult expected, Ledger.AtomicOutcome outcome) {
      assertThat(TestLedger.code(outcome.refused())).as("%s", set).isEqualTo(expected.code());
      assertThat(outcome.index()).as("%s", set).isEqualTo(expected.index());
      for (int i = 0; i < expected.results().size(); i++) {
        compare(set.operations().get(i), expected.results().get(i), outcome.applied().get(i));
      }
      done += set.operations().size();
    }

    /** Several requests in one call to Redis. */
    private void together() {
      ApplyCall call = new ApplyCall(nodes, definition, SETTINGS);
      List<java.util.function.Consumer<String>> checks = new ArrayList<>();
      ReplyDecoder replies = new ReplyDecoder(definition, AccountNames.of(definition));
      int requests = 2 + random.nextInt(12);
      for (int i = 0; i < requests; i++) {
        if (random.nextInt(4) > 0) {
          Operation operation = operation(true);
          ReferenceLedger.Result expected = reference.apply(operation);
          call.operation(operation);
          checks.add(
              line -> {
                compare(operation, expected, replies.outcome(operation, line));
                done++;
              });
        } else {
          AtomicSet set = atomicSet();
          ReferenceLedger.AtomicResult expected = reference.atomic(set.operations(), set.options());
          call.atomic(set);
          checks.add(line -> compareAtomic(set, expected, replies.atomicOutcome(set, line)));
        }
      }
      String[] lines = call.send();
      assertThat(lines).hasSize(requests);
      for (int i = 0; i < requests; i++) {
        checks.get(i).accept(lines[i]);
      }
    }

    private void reap() {
      Operation.Options options = options(true);
      ReferenceLedger.ReapResult expected = reference.reap(options);
      try {
        JobOutcome.Done reaped = new BlockingLedger(store.ledger(definition)).reap(options);
        assertThat(expected.code()).as("reap %s", options).isNull();
        assertThat(reaped.count()).as("reap %s", options).isEqualTo(expected.count());
      } catch (RefusedException e) {
        assertThat(e.refusal().code()).as("reap %s", options).isEqualTo(expected.code());
      }
      done++;
    }

    private void compare(Operation operation, ReferenceLedger.Result expected, Outcome outcome) {
      assertThat(TestLedger.code(outcome)).as("%s", operation).isEqualTo(expected.code());
      if (outcome instanceof Outcome.Applied applied) {
        assertThat(applied.balances().stream().map(Amount::units).toList())
            .as("%s", operation)
            .isEqualTo(expected.balances());
        assertThat(applied.replayed()).as("%s", operation).isEqualTo(expected.replayed());
        if (expected.entry() < 0) {
          assertThat(applied.entry()).as("%s", operation).isNull();
        } else {
          assertThat(applied.entry())
              .as("%s", operation)
              .isNotNull()
              .isEqualTo(entryIds.computeIfAbsent(expected.entry(), number -> applied.entry()));
        }
      }
    }

    private void compareAll() {
      TestLedger ledger = open(definition);
      List<Map.Entry<String, BigInteger>> ranking = reference.ranking();
      List<Map.Entry<String, BigInteger>> accounts =
          units(ledger.accounts(null, null, 1 + random.nextInt(5)));
      if (definition.ranking()) {
        assertThat(accounts).isEqualTo(ranking);
        List<Map.Entry<String, BigInteger>> top = new ArrayList<>(ranking);
        Collections.reverse(top);
        assertThat(units(new BlockingLedger(store.ledger(definition)).topHolders(3)))
            .isEqualTo(top.subList(0, Math.min(3, top.size())));
        compareRanks(top);
      } else {
        assertThat(accounts).containsExactlyInAnyOrderElementsOf(ranking);
        assertThat(dump(ledger).keys().keySet()).noneMatch(key -> key.endsWith(":ranking"));
      }
      assertThat(ledger.supply().circulating().units()).isEqualTo(reference.circulating());
      assertThat(ledger.supply().accounts()).isEqualTo(ranking.size());
      BigInteger sum =
          ranking.stream().map(Map.Entry::getValue).reduce(BigInteger.ZERO, BigInteger::add);
      assertThat(sum).isEqualTo(reference.circulating());
      compareHistory(ledger.history(null, 50), reference.history(null));
      for (String account : ACCOUNTS) {
        assertThat(
                new BlockingLedger(store.ledger(definition))
                    .balance(account)
                    .map(Amount::units)
                    .orElse(null))
            .as(account)
            .isEqualTo(reference.balance(account));
        compareHistory(ledger.history(account, 1 + random.nextInt(20)), reference.history(account));
        assertThat(
                reason(new BlockingLedger(store.ledger(definition)).created(account).orElse(null)))
            .as(account)
            .isEqualTo(reference.createReason(account));
        assertThat(
                reason(new BlockingLedger(store.ledger(definition)).deleted(account).orElse(null)))
            .as(account)
            .isEqualTo(reference.deleteReason(account));
      }
      assertThat(ledger.members("team", 1 + random.nextInt(3)).stream().map(plain::get).toList())
          .containsExactlyInAnyOrderElementsOf(reference.members("team"));
      List<Entry> newestFirst = ledger.history(null, 50);
      compareEarlierBalances(newestFirst);
      compareQueries(ledger, newestFirst);
      assertThat(Audits.differences(store, definition)).isEmpty();
      JournalReplay.assertAgrees(redis, definition.ledger());
    }

    private void compareQueries(TestLedger ledger, List<Entry> newestFirst) {
      for (int i = 0; i < 8; i++) {
        String account = random.nextInt(3) == 0 ? null : account();
        String after = random.nextInt(3) == 0 ? null : anEntry(newestFirst);
        String to = random.nextInt(3) == 0 ? null : anEntry(newestFirst);
        String operation = random.nextInt(3) == 0 ? List.of("add", "transfer").get(i % 2) : null;
        boolean oldestFirst = random.nextBoolean();
        List<Entry> expected = new ArrayList<>();
        for (Entry entry : newestFirst) {
          if ((after == null || GetHistoryTest.compareIds(entry.entry(), after) > 0)
              && (to == null || GetHistoryTest.compareIds(entry.entry(), to) <= 0)
              && (operation == null || operation.equals(entry.operation()))
              && (account == null
                  || entry.postings().stream()
                      .anyMatch(each -> plain.get(each.account()).equals(account)))) {
            expected.add(entry);
          }
        }
        if (oldestFirst) {
          Collections.reverse(expected);
        }
        HistoryQuery query = new HistoryQuery(account, after, to, operation, oldestFirst);
        assertThat(ledger.entries(query, 1 + random.nextInt(9)))
            .as("%s", query)
            .isEqualTo(expected);
      }
    }

    private String anEntry(List<Entry> entries) {
      return entries.isEmpty() ? "1-1" : entries.get(random.nextInt(entries.size())).entry();
    }

    private void compareEarlierBalances(List<Entry> newestFirst) {
      for (int i = 0; i < 20 && !newestFirst.isEmpty(); i++) {
        int index = random.nextInt(newestFirst.size());
        String account = account();
        assertThat(
                new BlockingLedger(store.ledger(definition))
                    .balance(account, newestFirst.get(index).entry())
                    .map(Amount::units)
                    .orElse(null))
            .as("%s at %s", account, newestFirst.get(index))
            .isEqualTo(balanceAfter(newestFirst.subList(index, newestFirst.size()), account));
      }
    }

    private BigInteger balanceAfter(List<Entry> newestFirst, String account) {
      for (Entry entry : newestFirst) {
        for (Posting posting : entry.postings()) {
          if (plain.get(posting.account()).equals(account)) {
            boolean leaves =
                definition.kind() == Kind.TOKEN
                    ? posting.balance().signum() == 0
                    : List.of("delete", "reap").contains(entry.operation());
            return leaves ? null : posting.balance().units();
          }
        }
      }
      return null;
    }

    private void compareRanks(List<Map.Entry<String, BigInteger>> top) {
      int around = random.nextInt(3);
      for (int i = 0; i < top.size(); i++) {
        Rank rank =
            new BlockingLedger(store.ledger(definition))
                .rank(top.get(i).getKey(), around)
                .orElseThrow();
        assertThat(rank.rank()).isEqualTo(i + 1);
        assertThat(rank.count()).isEqualTo(top.size());
        int first = Math.max(0, i - around);
        assertThat(rank.first()).isEqualTo(first + 1);
        assertThat(units(rank.accounts()))
            .isEqualTo(top.subList(first, Math.min(top.size(), i + around + 1)));
      }
    }

    private String reason(ReasonRecord remark) {
      return remark == null ? null : String.valueOf(remark.reason());
    }

    private void compareHistory(List<Entry> entries, List<ReferenceLedger.JournalEntry> expected) {
      List<ReferenceLedger.JournalEntry> found = new ArrayList<>();
      for (Entry entry : entries) {
        found.add(
            new ReferenceLedger.JournalEntry(
                entry.operation(),
                entry.id(),
                entry.by() == null ? null : plain.get(entry.by()),
                entry.reason(),
                entry.data(),
                entry.postings().stream()
                    .map(
                        posting ->
                            new ReferenceLedger.Change(
                                plain.get(posting.account()),
                                posting.amount().units(),
                                posting.balance().units()))
                    .toList(),
                entry.memberships().stream()
                    .map(
                        each ->
                            new Membership(each.group(), plain.get(each.account()), each.member()))
                    .toList()));
      }
      assertThat(inOneOrder(found)).isEqualTo(inOneOrder(expected));
    }

    /** Without a ranking the order in which a reap removes accounts is that of a hash. */
    private List<ReferenceLedger.JournalEntry> inOneOrder(
        List<ReferenceLedger.JournalEntry> entries) {
      return entries.stream()
          .map(entry -> definition.ranking() ? entry : entry.inOrderOfAccounts())
          .toList();
    }

    private List<Map.Entry<String, BigInteger>> units(List<AccountBalance> accounts) {
      return accounts.stream()
          .map(each -> Map.entry(plain.get(each.account()), each.balance().units()))
          .toList();
    }

    private List<Operation> operations() {
      List<Operation> operations = new ArrayList<>();
      int count = 1 + random.nextInt(8);
      for (int i = 0; i < count; i++) {
        operations.add(operation(true));
      }
      return operations;
    }

    /** A set whose operations have its caller, as a batch has. */
    private static AtomicSet atomicSet(List<Operation> operations, Operation.Options options) {
      return new AtomicSet(
          operations.stream()
              .map(
                  each ->
                      TestLedger.with(
                          new Operation.Options(
                              null,
                              Operation.Scope.SHARED,
                              each.reason(),
                              null,
                              options.by(),
                              each.data()),
                          each))
              .toList(),
          options);
    }

    private AtomicSet atomicSet() {
      if (!sentAtomic.isEmpty() && random.nextInt(5) == 0) {
        return sentAtomic.get(random.nextInt(sentAtomic.size()));
      }
      List<Operation> operations = new ArrayList<>();
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        operations.add(operation(false));
      }
      AtomicSet set = atomicSet(operations, options(true));
      sentAtomic.add(set);
      return set;
    }

    private Operation operation(boolean withId) {
      if (withId && !sentAlone.isEmpty() && random.nextInt(8) == 0) {
        return sentAlone.get(random.nextInt(sentAlone.size()));
      }
      Operation.Options options = options(withId);
      int number = random.nextInt(definition.kind() == Kind.TOKEN ? TOKEN_KINDS : POINTS_KINDS);
      Operation operation =
          ReferenceLedger.operation(number, account(), account(), amount(), options);
      if (withId) {
        sentAlone.add(operation);
      }
      return operation;
    }

    private String account() {
      return ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
    }

    /** An id that is new, or now and then one that was used before for something else. */
    private Operation.Options options(boolean withId) {
      String id =
          !withId || random.nextInt(3) == 0
              ? null
              : "id " + (random.nextInt(10) == 0 ? random.nextInt(nextId + 1) : nextId++);
      String reason = random.nextInt(3) == 0 ? "why, " + random.nextInt(3) : null;
      Instant notAfter =
          !withId || random.nextInt(8) != 0 ? null : random.nextBoolean() ? PAST : FUTURE;
      Operation.Scope scope = SCOPES.get(random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0);
      return new Operation.Options(
          id,
          scope,
          reason,
          notAfter,
          random.nextInt(3) == 0 ? CALLER : null,
          random.nextInt(5) == 0 ? "{\"n\":" + random.nextInt(3) + "}" : null);
    }

    private Amount amount() {
      BigInteger span = span();
      BigInteger units =
          switch (random.nextInt(5)) {
            case 0 -> {
              BigInteger landmark = LANDMARKS.get(random.nextInt(LANDMARKS.size()));
              yield landmark.compareTo(span) > 0
                  ? BigInteger.valueOf(random.nextInt(50))
                  : landmark.add(BigInteger.valueOf(random.nextInt(5) - 2L));
            }
            case 1 -> nearBalance();
            case 2 -> BigInteger.valueOf(random.nextInt(5));
            default -> new BigInteger(span.bitLength() + 2, random).mod(span.add(BigInteger.ONE));
          };
      if (units.compareTo(Amount.MAX_UNITS) > 0) {
        units = Amount.MAX_UNITS;
      }
      return new Amount(random.nextInt(3) == 0 ? units.negate() : units, definition.decimals());
    }

    /** The balance of some account or one unit beside it, so that transfers empty accounts. */
    private BigInteger nearBalance() {
      BigInteger balance = reference.balance(account());
      return (balance == null ? BigInteger.ONE : balance.abs())
          .add(BigInteger.valueOf(random.nextInt(4) == 0 ? random.nextInt(3) - 1L : 0))
          .abs();
    }

    /** How large amounts may be to have a fair chance. */
    private BigInteger span() {
      BigInteger bound =
          definition.kind() == Kind.TOKEN
              ? definition.totalSupply().units()
              : definition.max().units();
      return random.nextInt(3) == 0 ? bound.sqrt() : bound;
    }
  }
}
