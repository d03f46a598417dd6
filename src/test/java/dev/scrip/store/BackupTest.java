package dev.scrip.store;

import static dev.scrip.store.TestLedger.withId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.archive.ArchiveKeys;
import dev.scrip.archive.ArchiveStore;
import dev.scrip.archive.ArchiveVerifier;
import dev.scrip.archive.ArchivedEntry;
import dev.scrip.archive.Archives;
import dev.scrip.archive.CheckpointManifest;
import dev.scrip.archive.LedgerArchive;
import dev.scrip.archive.LineReader;
import dev.scrip.archive.S3Server;
import dev.scrip.domain.Backup;
import dev.scrip.domain.Code;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.WeightedSum;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive has the whole journal, and checkpoints that are the ledger at their instants, whatever
 * is written while they are made and wherever backups end. {@link Seeds} has the properties {@code
 * backups.seed} and {@code backups.count}.
 */
@QuarkusTest
class BackupTest extends StoreFixture {

  private static final long FIRST_SEED = 20_261_129L;
  private static final int DEFAULT_COUNT = 60;

  @TempDir Path directory;
  @TempDir Path temporary;

  private ArchiveStore place;

  @BeforeEach
  void openArchive() {
    place = Archives.in(directory);
  }

  /** The end of a process: no further call. */
  private static final class Death extends RuntimeException {

    private static final long serialVersionUID = 1;
  }

  private BackupSettings settings(Duration checkpointEvery, long segmentEntries) {
    return new BackupSettings(
        () -> place,
        ArchiveKeys.NONE,
        checkpointEvery,
        segmentEntries,
        BackupSettings.SEGMENT_BYTES,
        new CheckpointSettings(temporary, 5_000, 7));
  }

  private Backup backUp(TestLedger ledger) throws Exception {
    return new LedgerBackup(reader(ledger), settings(Duration.ZERO, 20)).run();
  }

  private LedgerArchive archive(TestLedger ledger) throws Exception {
    String name = ledger.definition().ledger();
    return new LedgerArchive(
        place, ArchiveKeys.NONE, name, LedgerArchive.begins(place, name).get(0));
  }

  private List<ArchivedEntry> entries(LedgerArchive archive) throws Exception {
    List<ArchivedEntry> entries = new ArrayList<>();
    for (long number : archive.segments()) {
      try (LineReader lines = archive.open(archive.segment(number).manifest().data())) {
        String line;
        while ((line = lines.next()) != null) {
          entries.add(ArchivedEntry.of(line));
        }
      }
    }
    return entries;
  }

  private void assertWhole(LedgerArchive archive) throws Exception {
    assertThat(ArchiveVerifier.verify(archive).findings()).isEmpty();
    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files).isEmpty();
    }
  }

  private List<ArchivedEntry> journal(TestLedger ledger) {
    List<ArchivedEntry> entries = new ArrayList<>();
    for (Response each : command(Command.XRANGE, key(ledger, "transactions"), "-", "+")) {
      entries.add(JournalBackup.archived(each, null));
    }
    return entries;
  }

  @Test
  void endsWithWholeArchivesWhateverIsWrittenAndWhereverBackupsEnd() throws Exception {
    int[] deaths = {0};
    int[] checkpoints = {0};
    int count =
        Seeds.run(
            "backups",
            FIRST_SEED,
            DEFAULT_COUNT,
            seed -> {
              Run run = new Run(seed);
              run.check();
              deaths[0] += run.deaths;
              checkpoints[0] += run.checkpoints;
            });
    if (count > 1) {
      assertThat(deaths[0]).as("backups that died").isGreaterThan(count / 4);
      assertThat(checkpoints[0]).as("checkpoints").isGreaterThan(count);
    }
  }

  @Test
  void anEmptyLedgerHasNothingToArchive() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points());
    assertThat(backUp(ledger)).isEqualTo(new Backup(false, null, null, 0, 0, null));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void eachBackupAddsWhatIsNewAndACheckpointIfOneIsDue() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points());
    String first = ledger.entry(ledger.create("ann", "5"));
    BackupSettings daily = settings(Duration.ofDays(1), 100);
    assertThat(new LedgerBackup(reader(ledger), daily).run())
        .isEqualTo(new Backup(false, first, first, 1, 1, first));
    String second = ledger.entry(ledger.add("ann", "1"));
    String third = ledger.entry(ledger.add("ann", "1"));
    assertThat(new LedgerBackup(reader(ledger), daily).run())
        .isEqualTo(new Backup(false, first, third, 1, 2, null));
    assertThat(new LedgerBackup(reader(ledger), daily).run())
        .isEqualTo(new Backup(false, first, third, 0, 0, null));
    String fourth = ledger.entry(ledger.add("ann", "1"));
    assertThat(backUp(ledger)).isEqualTo(new Backup(false, first, fourth, 1, 1, fourth));
    assertThat(second).isNotEqualTo(third);
    assertWhole(archive(ledger));
  }

  /** An atomic set is restored whole or not at all, so no segment ends within one. */
  @Test
  void aSegmentDoesNotEndWithinAnAtomicSet() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "5"));
    Operation[] adds =
        Stream.generate(() -> ledger.add("ann", "1")).limit(30).toArray(Operation[]::new);
    assertThat(ledger.atomic("set", adds).refused()).isNull();
    for (int i = 0; i < 25; i++) {
      ledger.applied(ledger.add("ann", "1"));
    }
    assertThat(backUp(ledger).segments()).isEqualTo(3);
    LedgerArchive archive = archive(ledger);
    assertThat(archive.segment(1).manifest().entries()).isEqualTo(31);
    List<ArchivedEntry> entries = entries(archive);
    assertThat(entries.subList(1, 30)).allMatch(ArchivedEntry::hasMore);
    assertThat(entries.get(30).hasMore()).isFalse();
    assertThat(entries.get(30).remembered()).contains(entries.get(1).id(), entries.get(30).id());
    assertThat(entries.subList(0, 30)).allMatch(entry -> entry.remembered() == null);
  }

  @Test
  void aSegmentDoesNotEndWithinASum() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points());
    for (int i = 0; i < 250; i++) {
      ledger.applied(ledger.create("account " + i, "5"));
    }
    BackupSettings daily = settings(Duration.ofDays(1), 1);
    assertThat(new LedgerBackup(reader(ledger), daily).run().segments()).isEqualTo(250);
    String own = ledger.definition().ledger();
    ledger
        .ledger()
        .weightedSum(
            new WeightedSum(own, Map.of(own, new BigDecimal("2"))),
            new Operation.Options("double", null, null, null));
    assertThat(new LedgerBackup(reader(ledger), daily).run().segments()).isEqualTo(1);
    List<ArchivedEntry> sum = entries(archive(ledger)).subList(250, 253);
    assertThat(sum).extracting(ArchivedEntry::hasMore).containsExactly(true, true, false);
    assertThat(sum.get(0).remembered()).isNull();
    assertThat(sum.get(2).remembered()).endsWith(" 250 " + sum.get(2).id());
  }

  /**
   * What it has posted would be posted twice if the ledger were restored and the sum sent again.
   */
  @Test
  void aSumThatIsBeingPostedIsLeftOut() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points());
    String before = ledger.entry(ledger.create("ann", "5"));
    String posting = ledger.entry(ledger.add("ann", "5"));
    String job = key(ledger, "job");
    command(
        Command.HSET, job, "phase", "post", "operation", "wsum", "destination", "", "at", before);
    assertThat(backUp(ledger)).isEqualTo(new Backup(false, before, before, 1, 1, null));
    command(Command.HSET, job, "phase", "done");
    assertThat(backUp(ledger)).isEqualTo(new Backup(false, before, posting, 1, 1, posting));
  }

  @Test
  void aJournalThatHasLostWhatWasArchivedIsRefused() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "5"));
    String last = ledger.entry(ledger.add("ann", "1"));
    backUp(ledger);
    command(Command.XDEL, key(ledger, "transactions"), last);
    ledger.applied(ledger.add("ann", "1"));
    assertThatThrownBy(() -> backUp(ledger))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.ARCHIVE_DIVERGED);
              assertThat(refused.refusal().fields()).containsEntry("entry", last);
            });
    assertWhole(archive(ledger));
  }

  /** Two of them at once add the same segments, of which each counts once. */
  @Test
  void aBackupThatIsOvertakenGoesOnFromTheOther() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "5"));
    for (int i = 0; i < 100; i++) {
      ledger.applied(ledger.add("ann", "1"));
    }
    int[] calls = {0};
    LedgerReader slow =
        reader(
            ledger.definition(),
            isWritten -> {
              if (++calls[0] == 9) {
                assertThat(quietly(() -> backUp(ledger)).entries()).isPositive();
              }
            });
    Backup overtaken = new LedgerBackup(slow, settings(Duration.ofDays(1), 20)).run();
    assertThat(overtaken.segments()).as("segments that the other had not added").isZero();
    assertThat(overtaken.entry()).isEqualTo(ledger.history("ann", 1).get(0).entry());
    LedgerArchive archive = archive(ledger);
    assertWhole(archive);
    assertThat(entries(archive).stream().map(ArchivedEntry::id))
        .containsExactlyElementsOf(journal(ledger).stream().map(ArchivedEntry::id).toList());
  }

  @Test
  void aBucketHasTheSame() throws Exception {
    try (S3Server server = S3Server.start()) {
      place = Archives.in(server);
      TestLedger ledger = open(LedgerBuilder.points());
      ledger.applied(ledger.create("ann", "5"));
      for (int i = 0; i < 50; i++) {
        ledger.applied(withId("id " + i, ledger.add("ann", "1")));
      }
      assertThat(backUp(ledger).segments()).isEqualTo(3);
      LedgerArchive archive = archive(ledger);
      assertWhole(archive);
      assertThat(ArchivedState.remembered(entries(archive))).hasSize(50);
    }
  }

  private interface Task<T> {
    T run() throws Exception;
  }

  private static <T> T quietly(Task<T> task) {
    try {
      return task.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** One run of a seed. */
  private final class Run {

    private final Random random;
    private final TestLedger ledger;
    private final TestLedger reaping;
    private final Map<String, Map<String, Map<String, String>>> states = new TreeMap<>();
    private int ids;
    private int deaths;
    private int checkpoints;

    Run(long seed) {
      random = Seeds.random(seed);
      LedgerBuilder builder =
          LedgerBuilder.points()
              .min("-10")
              .log(random.nextBoolean())
              .ranking(random.nextBoolean())
              .plain();
      LedgerDefinition definition = builder.build();
      ledger = open(definition);
      reaping = open(builder.ledger(definition.ledger()).min("1").build());
    }

    void check() throws Exception {
      for (int round = 0; round < 4; round++) {
        for (int i = random.nextInt(60); i > 0; i--) {
          write();
        }
        note();
        backUpBesideWrites();
      }
      ledger.apply(ledger.create("last " + random.nextInt(), "1"));
      note();
      backUp(ledger);
      compare(archive(ledger));
    }

    private void backUpBesideWrites() throws Exception {
      int end = random.nextInt(3) == 0 ? random.nextInt(60) : Integer.MAX_VALUE;
      int writes = random.nextInt(3);
      int[] calls = {0};
      LedgerReader reader =
          reader(
              ledger.definition(),
              isWritten -> {
                if (++calls[0] >= end) {
                  throw new Death();
                }
                for (int i = random.nextInt(writes + 1); i > 0; i--) {
                  write();
                  note();
                }
              });
      try {
        new LedgerBackup(reader, settings(Duration.ZERO, 1 + random.nextInt(30))).run();
      } catch (Death e) {
        deaths++;
      }
    }

    private void write() {
      Operation.Options options =
          random.nextBoolean()
              ? Operation.Options.NONE
              : new Operation.Options(
                  "id " + ids++,
                  random.nextBoolean() ? Operation.Scope.SHARED : new Operation.Scope("sqs", null),
                  random.nextBoolean() ? "because" : null,
                  null,
                  null,
                  null);
      switch (random.nextInt(20)) {
        case 0 -> reaping.ledger().reap(options);
        case 1 -> ledger.atomic(options, operation(), operation(), operation());
        case 2 -> ledger.ledger().weightedSum(sum(), options);
        case 3 -> ledger.ledger().deleteBook(random.nextBoolean() ? "vip" : "saved", options);
        case 4 -> ledger.apply(TestLedger.with(options, ledger.groupAdd("vip", name(), name())));
        case 5 -> ledger.apply(TestLedger.with(options, ledger.groupRemove("vip", name())));
        default -> ledger.apply(TestLedger.with(options, operation()));
      }
    }

    private WeightedSum sum() {
      String own = ledger.definition().ledger();
      return random.nextBoolean()
          ? new WeightedSum("saved", Map.of(own, BigDecimal.ONE))
          : new WeightedSum(own, Map.of(own, BigDecimal.ONE, "vip", new BigDecimal("3")));
    }

    private String name() {
      return "account " + random.nextInt(30);
    }

    private Operation operation() {
      return switch (random.nextInt(5)) {
        case 0, 1 -> ledger.create(name(), Integer.toString(random.nextInt(20) - 5));
        case 2 -> ledger.delete(name());
        case 3 -> ledger.add(name(), Integer.toString(random.nextInt(9) - 4));
        default -> ledger.transfer(name(), name(), Integer.toString(random.nextInt(5)));
      };
    }

    private void note() {
      List<ArchivedEntry> journal = journal(ledger);
      String last = journal.isEmpty() ? "0-0" : journal.get(journal.size() - 1).id();
      states.put(last, held());
    }

    /** What Redis holds of the ledger, by its keys. */
    private Map<String, Map<String, String>> held() {
      Map<String, Map<String, String>> held = new TreeMap<>();
      for (String name :
          List.of("balances", "closed", "created", "deleted", "books", "values:saved")) {
        held.put(name, hash(name));
      }
      Map<String, String> members = new TreeMap<>();
      Response found = command(Command.ZRANGE, key(ledger, "members"), "(", "+", "BYLEX");
      found.forEach(member -> members.put(member.toString(), ""));
      held.put("members", members);
      Map<String, String> remembered = new TreeMap<>();
      Keys.IDS.forEach(name -> remembered.putAll(hash(name)));
      // What changed nothing has no entry, and is in checkpoints alone.
      remembered.values().removeIf(record -> !ArchivedState.hasEntry(record));
      held.put("ids", remembered);
      return held;
    }

    private Map<String, String> hash(String name) {
      Map<String, String> fields = new TreeMap<>();
      Response reply = command(Command.HGETALL, key(ledger, name));
      for (String field : reply.getKeys()) {
        fields.put(field, reply.get(field).toString());
      }
      fields.remove("");
      return fields;
    }

    private void compare(LedgerArchive archive) throws Exception {
      assertWhole(archive);
      List<ArchivedEntry> entries = entries(archive);
      assertThat(entries.stream().map(each -> new ArchivedEntry(each.id(), each.fields(), null)))
          .isEqualTo(journal(ledger));
      for (long number : archive.checkpoints()) {
        checkpoints++;
        CheckpointManifest manifest = archive.checkpoint(number).manifest();
        Map<String, Map<String, String>> archived = ArchivedState.of(archive, manifest, entries);
        assertThat(archived).isEqualTo(states.get(manifest.entry()));
      }
      Map<String, String> remembered = states.get(entries.get(entries.size() - 1).id()).get("ids");
      assertThat(ArchivedState.remembered(entries)).isEqualTo(remembered);
      assertThat(EntryId.of(archive.begin())).isEqualTo(EntryId.of(entries.get(0).id()));
    }
  }
}
