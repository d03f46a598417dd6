package dev.scrip.store;

import static dev.scrip.store.TestLedger.withId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.archive.ArchivedAccount;
import dev.scrip.archive.ArchivedEntry;
import dev.scrip.archive.DamagedArchiveException;
import dev.scrip.archive.LedgerArchive;
import dev.scrip.domain.Code;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.Operation.Outcome;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.Restore;
import dev.scrip.domain.RestoreQuery;
import dev.scrip.domain.WeightedSum;
import dev.scrip.store.Ledger.AtomicOutcome;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A restored ledger is what the archived one was at that place, whatever had happened to it. {@link
 * Seeds} has the properties {@code restores.seed} and {@code restores.count}.
 */
@QuarkusTest
class RestoreTest extends ArchiveFixture {

  private static final long FIRST_SEED = 20_261_128L;
  private static final int DEFAULT_COUNT = 20;
  private static final int PLACES = 20;

  private Restore restore(TestLedger ledger, LedgerArchive archive, String at) throws Exception {
    RestoreQuery query = new RestoreQuery(archive.ledger(), archive.begin(), at, "lost", null);
    RedisLedger redisLedger =
        new RedisLedgerStore(nodes, SETTINGS, NO_LEDGERS).ledger(ledger.definition());
    return new LedgerRestore(
            redisLedger, new RedisScripts(nodes.separate()), archive, query, CHECKPOINT)
        .run();
  }

  /** Another ledger of the same definition, of which Redis holds nothing. */
  private TestLedger empty(TestLedger like) {
    LedgerDefinition other = like.definition();
    return open(
        new LedgerDefinition(
            LedgerBuilder.randomName(),
            other.kind(),
            other.name(),
            other.symbol(),
            other.decimals(),
            other.min(),
            other.max(),
            other.log(),
            other.totalSupply(),
            other.allocations(),
            other.burnable(),
            other.ranking(),
            other.accountPattern(),
            other.accountCipher()));
  }

  /** Redis has lost all that it held of a ledger. */
  private void wipe(TestLedger ledger) {
    for (String key : Keys.of(ledger.definition().ledger())) {
      command(Command.DEL, key);
    }
    store = store(nodes, SETTINGS);
  }

  /** The same without what names entries, which are others in a restored ledger. */
  private static Map<String, Map<String, String>> withoutEntries(
      Map<String, Map<String, String>> held) {
    Map<String, Map<String, String>> all = new TreeMap<>(held);
    all.computeIfPresent("balances", (key, fields) -> mapped(fields, " .*"));
    all.computeIfPresent("closed", (key, fields) -> mapped(fields, ".*"));
    all.computeIfPresent("books", (key, fields) -> mapped(fields, " [0-9-]+$"));
    return all;
  }

  private static Map<String, String> mapped(Map<String, String> fields, String without) {
    Map<String, String> mapped = new TreeMap<>();
    fields.forEach((field, value) -> mapped.put(field, value.replaceFirst(without, "")));
    return mapped;
  }

  @Test
  void isTheLedgerAtEachPlaceOfRandomHistories() throws Exception {
    int[] restored = {0};
    int count =
        Seeds.run(
            "restores",
            FIRST_SEED,
            DEFAULT_COUNT,
            seed -> {
              History history = new History(seed);
              history.run();
              Random random = Seeds.random(seed);
              List<String> places = new ArrayList<>(history.states.keySet());
              places.remove("0-0");
              for (int i = 0; i < PLACES; i++) {
                String place = places.get(random.nextInt(places.size()));
                restored[0] += compare(history, place) ? 1 : 0;
              }
            });
    assertThat(restored[0]).isEqualTo(count * PLACES);
  }

  private boolean compare(History history, String place) throws Exception {
    TestLedger restored = empty(history.ledger);
    Restore restore = restore(restored, archive(history.ledger), place);
    assertThat(restore.entry()).isEqualTo(place);
    assertThat(withoutEntries(held(restored))).isEqualTo(withoutEntries(history.states.get(place)));
    JournalReplay.assertAgrees(redis, restored.definition().ledger());
    assertThat(Audits.differences(store, restored.definition())).isEmpty();
    List<ArchivedEntry> journal = journal(restored);
    assertThat(journal.get(0).id()).isEqualTo(restore.first());
    assertThat(EntryId.of(restore.first())).isGreaterThan(EntryId.of(place));
    return true;
  }

  private BackupSettings often() {
    return settings(Duration.ZERO, 10);
  }

  private void backUp(TestLedger ledger, BackupSettings settings) throws Exception {
    assertThat(new LedgerBackup(reader(ledger), settings).run(false).isRunning()).isFalse();
  }

  private void assertRefused(Code code, TestLedger ledger, LedgerArchive archive, String at) {
    assertThatThrownBy(() -> restore(ledger, archive, at))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(code));
  }

  @Test
  void aMessageThatIsDeliveredAgainIsAReplay() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "5"));
    backUp(ledger, often());
    Operation grant = withId("grant", ledger.add("ann", "10"));
    String entry = ledger.entry(grant);
    AtomicOutcome set = ledger.atomic("set", ledger.add("ann", "1"), ledger.add("ann", "1"));
    backUp(ledger, settings(Duration.ofDays(1), 10));
    LedgerArchive archive = archive(ledger);
    wipe(ledger);
    restore(open(ledger.definition()), archive, null);
    TestLedger restored = open(ledger.definition());
    Outcome.Applied again = (Outcome.Applied) restored.apply(grant);
    assertThat(again.replayed()).isTrue();
    assertThat(again.entry()).isEqualTo(entry);
    AtomicOutcome repeated = restored.atomic("set", ledger.add("ann", "1"), ledger.add("ann", "1"));
    assertThat(repeated.applied().get(1).entry()).isEqualTo(set.applied().get(1).entry());
    assertThat(restored.balance("ann")).isEqualTo("17");
    assertThat(restored.apply(withId("grant", ledger.add("ann", "11"))))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Code.ID_REUSED));
  }

  @Test
  void pagesOfAccountsAreTheSame() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().plain().max("9".repeat(40)));
    String large = "1" + "0".repeat(30);
    Map.of("bob", "7", "ann", "7", "Zoë", "7", "cid", "0", "dan", large)
        .forEach((account, balance) -> ledger.applied(ledger.create(account, balance)));
    ledger.applied(ledger.create("eve", "3"));
    ledger.applied(ledger.delete("eve"));
    String all = ledger.all();
    assertThat(all).contains("dan=" + large).doesNotContain("eve");
    backUp(ledger, often());
    LedgerArchive archive = archive(ledger);
    wipe(ledger);
    restore(open(ledger.definition()), archive, null);
    assertThat(open(ledger.definition()).all()).isEqualTo(all);
  }

  @Test
  void anAtomicSetIsRestoredWholeOrNotAtAll() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    String before = ledger.entry(ledger.create("ann", "5"));
    AtomicOutcome set = ledger.atomic("set", ledger.add("ann", "1"), ledger.add("ann", "2"));
    backUp(ledger, often());
    LedgerArchive archive = archive(ledger);
    String first = set.applied().get(0).entry();
    String last = set.applied().get(1).entry();
    TestLedger restored = empty(ledger);
    assertThat(restore(restored, archive, first).entry()).isEqualTo(before);
    assertThat(restored.balance("ann")).isEqualTo("5");
    restored.atomic("set", ledger.add("ann", "1"), ledger.add("ann", "2"));
    assertThat(restored.balance("ann")).isEqualTo("8");
    TestLedger whole = empty(ledger);
    assertThat(restore(whole, archive, last).entry()).isEqualTo(last);
    assertThat(whole.balance("ann")).isEqualTo("8");
    assertThat(whole.history("ann", 10)).hasSize(1);
  }

  /** Half of it would be posted twice if it were sent again. */
  @Test
  void aPlaceWithinASumOfTheLedgerIsRefused() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    for (int i = 0; i < 250; i++) {
      ledger.applied(ledger.create("account " + i, "5"));
    }
    String own = ledger.definition().ledger();
    ledger
        .ledger()
        .weightedSum(
            new WeightedSum(own, Map.of(own, new BigDecimal("2"))),
            new Operation.Options("double", null, null, null));
    backUp(ledger, often());
    LedgerArchive archive = archive(ledger);
    List<ArchivedEntry> entries = entries(archive);
    TestLedger restored = empty(ledger);
    assertThatThrownBy(() -> restore(restored, archive, entries.get(251).id()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.NOT_ARCHIVED);
              assertThat(refused.refusal().fields()).containsEntry("entry", entries.get(249).id());
            });
    assertThat(dump(restored).keys()).isEmpty();
    assertThat(restore(restored, archive, entries.get(252).id()).supply()).hasToString("2500");
  }

  @Test
  void aPlaceThatTheArchiveDoesNotHaveIsRefused() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    EntryId first = EntryId.of(ledger.entry(ledger.create("ann", "5")));
    backUp(ledger, often());
    LedgerArchive archive = archive(ledger);
    TestLedger restored = empty(ledger);
    assertRefused(
        Code.NOT_ARCHIVED, restored, archive, new EntryId(first.millis() - 1, 0).toString());
    assertRefused(Code.NOT_ARCHIVED, restored, archive, new EntryId(first.millis(), 9).toString());
    assertThat(dump(restored).keys()).isEmpty();
  }

  @Test
  void aLedgerThatIsNotEmptyIsRefused() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    ledger.applied(ledger.create("ann", "5"));
    backUp(ledger, often());
    LedgerArchive archive = archive(ledger);
    LedgerDump before = dump(ledger);
    assertRefused(Code.LEDGER_NOT_EMPTY, ledger, archive, null);
    assertThat(dump(ledger)).isEqualTo(before);
    TestLedger other = empty(ledger);
    other.apply(withId("nothing", other.delete("ann")));
    assertRefused(Code.LEDGER_NOT_EMPTY, other, archive, null);
  }

  @Test
  void aRestoreThatIsRepeatedHasTheSameResult() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    String first = ledger.entry(ledger.create("ann", "5"));
    ledger.applied(ledger.add("ann", "1"));
    backUp(ledger, often());
    LedgerArchive archive = archive(ledger);
    TestLedger restored = empty(ledger);
    Restore done = restore(restored, archive, null);
    restored.applied(restored.add("ann", "7"));
    assertThat(restore(restored, archive, null)).isEqualTo(done);
    assertThat(restored.balance("ann")).isEqualTo("13");
    assertRefused(Code.LEDGER_NOT_EMPTY, restored, archive, first);
  }

  @Test
  void anotherDefinitionIsRefused() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    ledger.applied(ledger.create("ann", "5"));
    backUp(ledger, often());
    TestLedger other = open(LedgerBuilder.points().decimals(2).plain());
    assertThatThrownBy(() -> restore(other, archive(ledger), null))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("decimals is 0 in the archive and 2 in the configuration");
    assertThat(dump(other).keys()).isEmpty();
  }

  /** The name of the ledger is part of each encrypted name. */
  @Test
  void encryptedNamesAreRestoredToTheLedgerOfTheSameName() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().cipher(Ciphers.AES_SIV));
    ledger.applied(ledger.create("ann", "5"));
    backUp(ledger, often());
    LedgerArchive archive = archive(ledger);
    assertRefused(Code.DEFINITION_CHANGED, empty(ledger), archive, null);
    wipe(ledger);
    restore(open(ledger.definition()), archive, null);
    assertThat(open(ledger.definition()).balance("ann")).isEqualTo("5");
  }

  @Test
  void aTokenIsInitializedAsBefore() throws Exception {
    TestLedger token = openToken(LedgerBuilder.token("1000").plain());
    token.applied(token.transfer("treasury", "ann", "300"));
    token.applied(token.burn("ann", "100"));
    token.applied(token.transfer("ann", "treasury", "200"));
    String initialized = token.ledger().initialize(Operation.Options.NONE);
    backUp(token, often());
    TestLedger restored = empty(token);
    restore(restored, archive(token), null);
    assertThat(restored.ledger().initialize(Operation.Options.NONE)).isEqualTo(initialized);
    assertThat(restored.ledger().supply()).isEqualTo(token.ledger().supply());
    assertThat(restored.balance("treasury")).isEqualTo("900");
    assertThat(Audits.differences(store, restored.definition())).isEmpty();
    JournalReplay.assertAgrees(redis, restored.definition().ledger());
  }

  /** Nobody can tell by its manifest that a checkpoint is damaged; an older one is as good. */
  @Test
  void aDamagedCheckpointIsReplacedByAnOlderOne() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    ledger.applied(ledger.create("ann", "5"));
    backUp(ledger, often());
    ledger.applied(ledger.add("ann", "1"));
    backUp(ledger, often());
    LedgerArchive archive = archive(ledger);
    List<Long> checkpoints = archive.checkpoints();
    assertThat(checkpoints).hasSize(2);
    damage(archive.checkpoint(checkpoints.get(1)).manifest().states().get(0).object());
    TestLedger restored = empty(ledger);
    restore(restored, archive, null);
    assertThat(restored.balance("ann")).isEqualTo("6");
    damage(archive.segment(2).manifest().data().object());
    TestLedger other = empty(ledger);
    assertThatThrownBy(() -> restore(other, archive, null))
        .isInstanceOf(DamagedArchiveException.class);
    assertThat(dump(other).keys()).isEmpty();
  }

  private void damage(String object) throws Exception {
    Path file = directory.resolve(object);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void aRestoredLedgerHasAnArchiveOfItsOwn() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    for (int i = 0; i < 500; i++) {
      ledger.applied(ledger.create("account " + i, "5"));
    }
    ledger.applied(ledger.delete("account 7"));
    ledger.applied(ledger.groupAdd("vip", "account 8", "nobody"));
    backUp(ledger, often());
    TestLedger restored = empty(ledger);
    Restore first = restore(restored, archive(ledger), null);
    restored.applied(restored.create("ann", "1"));
    backUp(restored, often());
    LedgerArchive second = archive(restored);
    assertThat(second.begin()).isEqualTo(first.first());
    assertWhole(second);
    List<ArchivedEntry> entries = entries(second);
    assertThat(entries.get(0).field("data"))
        .isEqualTo(
            "{\"ledger\":\"%s\",\"archive\":\"%s\",\"entry\":\"%s\"}"
                .formatted(first.from(), first.begin(), first.entry()));
    assertThat(entries.get(0).field("reason")).isEqualTo("lost");
    assertThat(entries).hasSizeGreaterThan(5);
    TestLedger third = empty(ledger);
    assertRefused(Code.NOT_ARCHIVED, third, second, entries.get(2).id());
    restore(third, second, entries.get(entries.size() - 2).id());
    assertThat(withoutEntries(held(third))).isEqualTo(withoutEntries(held(ledger)));
  }

  @Test
  void nobodyUsesALedgerThatIsBeingRestored() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    ledger.applied(ledger.create("ann", "5"));
    String own = ledger.definition().ledger();
    ledger
        .ledger()
        .weightedSum(new WeightedSum("saved", Map.of(own, BigDecimal.ONE)), Operation.Options.NONE);
    backUp(ledger, often());
    LedgerArchive archive = archive(ledger);
    TestLedger restored = empty(ledger);
    RedisLedger slow =
        new RedisLedgerStore(nodes, SETTINGS, NO_LEDGERS).ledger(restored.definition());
    RestoreQuery query = new RestoreQuery(own, archive.begin(), null, null, null);
    RestoreWriter writer = new RestoreWriter(slow, new RedisScripts(nodes.separate()));
    assertThat(writer.start("{}", query, 0)).isFalse();
    for (int i = 0; i < 70; i++) {
      writer.add(
          new ArchivedAccount(
              "other " + i, "7", "1-0 1", null, null, List.of(), Map.of("earlier", "3")));
    }
    assertRefused(() -> restored.balance("ann"));
    assertRefused(() -> restored.apply(restored.create("ann", "1")));
    assertRefused(() -> restored.ledger().supply());
    assertRefused(() -> new LedgerBackup(reader(restored), often()).run(false));
    assertRefused(Code.RESTORING, restored, archive, null);
    LedgerCheck check = slow.check().join();
    assertThat(check.problems()).isEmpty();
    assertThat(check.has(LedgerCheck.Kind.RESTORING)).isTrue();

    // Its time has passed.
    String info = key(restored, "info");
    String mark = command(Command.HGET, info, "definition").toString();
    command(Command.HSET, info, "definition", mark.replaceFirst(" [0-9]+ ", " 1 "));
    restore(restored, archive, null);
    assertThat(withoutEntries(held(restored))).isEqualTo(withoutEntries(held(ledger)));
    assertThat(command(Command.EXISTS, key(restored, "values:earlier")).toInteger()).isZero();
    JournalReplay.assertAgrees(redis, restored.definition().ledger());
    LedgerDump done = dump(restored);
    assertRefused(() -> addPage(writer));
    assertThat(dump(restored)).isEqualTo(done);
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Code.RESTORING));
  }

  /** Pages that a server has lost are not left out of the ledger. */
  @Test
  void aRestoreEndsIfRedisHasLostAPage() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    RedisLedger own = new RedisLedgerStore(nodes, SETTINGS, NO_LEDGERS).ledger(ledger.definition());
    RestoreWriter writer = new RestoreWriter(own, new RedisScripts(nodes.separate()));
    EntryId far = new EntryId(4_102_444_800_000L, 0);
    RestoreQuery query = new RestoreQuery("other", "1-0", null, null, null);
    assertThat(writer.start("{}", query, far.millis())).isFalse();
    assertThat(writer.first()).as("later than what it was restored from").isEqualTo(far.toString());
    String mark = command(Command.HGET, key(ledger, "info"), "definition").toString();
    addPage(writer);
    command(Command.HSET, key(ledger, "info"), "definition", mark);
    assertRefused(() -> addPage(writer));
  }

  private static void addPage(RestoreWriter writer) {
    for (int i = 0; i < 70; i++) {
      writer.add(
          new ArchivedAccount("account " + i, "1", "1-0 1", null, null, List.of(), Map.of()));
    }
  }
}
