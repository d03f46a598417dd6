package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.archive.ArchiveKeys;
import dev.scrip.archive.ArchiveVerifier;
import dev.scrip.archive.ArchivedEntry;
import dev.scrip.archive.DamagedArchiveException;
import dev.scrip.archive.LedgerArchive;
import dev.scrip.archive.SegmentManifest;
import dev.scrip.domain.Amount;
import dev.scrip.domain.Audit;
import dev.scrip.domain.Backup;
import dev.scrip.domain.Code;
import dev.scrip.domain.Entry;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.HistoryQuery;
import dev.scrip.domain.Operation;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A journal that was trimmed answers as before, and loses nothing that the archive does not have.
 * {@link Seeds} has the properties {@code trims.seed} and {@code trims.count}.
 */
@QuarkusTest
class TrimTest extends ArchiveFixture {

  private static final long FIRST_SEED = 20_261_130L;
  private static final int DEFAULT_COUNT = 15;
  private static final int QUESTIONS = 40;

  /** A store that has the archive. */
  private TestLedger archived(TestLedger ledger) {
    StoreSettings settings =
        new StoreSettings(
            Duration.ofHours(24),
            true,
            TIMEOUT,
            false,
            1000,
            TIMEOUT,
            CHECKPOINT,
            settings(Duration.ofDays(1), 20));
    return new TestLedger(store(nodes, settings), ledger.definition());
  }

  private BackupSettings keeping(Duration keep) {
    return new BackupSettings(
        () -> place,
        ArchiveKeys.NONE,
        Duration.ofDays(1),
        keep,
        null,
        20,
        BackupSettings.SEGMENT_BYTES,
        CHECKPOINT);
  }

  private Backup trim(TestLedger ledger) throws Exception {
    // Older than now by the clock of this process.
    Thread.sleep(2);
    return new LedgerBackup(reader(ledger), keeping(Duration.ZERO)).run(true);
  }

  private long length(TestLedger ledger) {
    return command(Command.XLEN, key(ledger, "transactions")).toLong();
  }

  /** What a ledger answers to random questions about its past. */
  private Map<String, Object> answers(TestLedger ledger, List<String> entries, long seed) {
    Random random = Seeds.random(seed);
    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put("all", ledger.entries(HistoryQuery.of(null), 1000));
    for (int i = 0; i < QUESTIONS; i++) {
      String account = random.nextInt(4) == 0 ? null : "account " + random.nextInt(30);
      String after = random.nextInt(3) == 0 ? entries.get(random.nextInt(entries.size())) : null;
      String to = random.nextInt(3) == 0 ? entries.get(random.nextInt(entries.size())) : null;
      String operation = random.nextInt(4) == 0 ? "add" : null;
      HistoryQuery query = new HistoryQuery(account, after, to, operation, random.nextBoolean());
      int size = 1 + random.nextInt(20);
      answers.put(i + " " + query + " " + size, ledger.entries(query, size));
      String place = entries.get(random.nextInt(entries.size()));
      String name = "account " + random.nextInt(30);
      Optional<Amount> balance = ledger.ledger().balance(name, place);
      answers.put(i + " " + name + " at " + place, balance);
    }
    return answers;
  }

  @Test
  void aTrimmedJournalAnswersAsBefore() throws Exception {
    long[] trimmed = {0};
    int[] deaths = {0};
    Seeds.run(
        "trims",
        FIRST_SEED,
        DEFAULT_COUNT,
        seed -> {
          History history = new History(seed);
          history.run();
          TestLedger ledger = archived(history.ledger);
          List<ArchivedEntry> journal = journal(ledger);
          List<String> entries = journal.stream().map(ArchivedEntry::id).toList();
          Map<String, Object> expected = answers(ledger, entries, seed);
          Map<String, Map<String, String>> held = held(ledger);
          deaths[0] += dieInTrims(ledger, Seeds.random(seed));
          assertThat(answers(ledger, entries, seed)).isEqualTo(expected);
          trim(ledger);
          trimmed[0] += entries.size() - length(ledger);
          assertThat(length(ledger)).isBetween(1L, (long) entries.size());
          assertThat(answers(ledger, entries, seed)).isEqualTo(expected);
          assertThat(held(ledger)).isEqualTo(held);
          goesOn(ledger, entries.size());
        });
    assertThat(trimmed[0]).as("entries that were trimmed").isGreaterThan(DEFAULT_COUNT * 50);
    assertThat(deaths[0]).as("trims that died").isGreaterThan(DEFAULT_COUNT / 3);
  }

  private int dieInTrims(TestLedger ledger, Random random) throws Exception {
    int[] calls = {random.nextInt(40)};
    LedgerReader reader =
        reader(
            ledger.definition(),
            isWritten -> {
              if (calls[0]-- <= 0) {
                throw new Death();
              }
            });
    try {
      new LedgerBackup(reader, keeping(Duration.ZERO)).run(true);
      return 0;
    } catch (Death e) {
      return 1;
    }
  }

  /** Audits, checkpoints and backups work on a trimmed journal. */
  private void goesOn(TestLedger ledger, int before) throws Exception {
    TrimmedJournal trimmed = reader(ledger).state().trimmed();
    assertThat(reader(ledger).state().entries()).isEqualTo(before);
    Audit audit = ledger.ledger().audit(true);
    assertThat(audit.differences()).isEmpty();
    assertThat(audit.from()).isEqualTo(trimmed == null ? null : trimmed.last().toString());
    ledger.apply(ledger.create("another", "1"));
    Audit next = ledger.ledger().audit(false);
    assertThat(next.differences()).isEmpty();
    assertThat(next.entries()).isEqualTo(1);
    Backup backup = new LedgerBackup(reader(ledger), settings(Duration.ZERO, 20)).run(false);
    assertThat(backup.entries()).isEqualTo(1);
    assertThat(backup.checkpoint()).isEqualTo(backup.entry());
    assertThat(LedgerArchive.begins(place, ledger.definition().ledger())).hasSize(1);
    assertWhole(archive(ledger));
  }

  /** Marks of 64 and 4,096 postings are followed in the archive too. */
  @Test
  void aLongChainIsFoundInTheArchive() throws Exception {
    TestLedger plain = open(LedgerBuilder.points().plain());
    plain.applied(plain.create("ann", "0"));
    for (int i = 0; i < 18; i++) {
      plain.together(
          Stream.generate(() -> plain.add("ann", "1")).limit(500).toArray(Operation[]::new));
    }
    BackupSettings large =
        new BackupSettings(
            () -> place,
            ArchiveKeys.NONE,
            Duration.ofDays(1),
            Duration.ZERO,
            null,
            2500,
            BackupSettings.SEGMENT_BYTES,
            CHECKPOINT);
    List<String> entries = journal(plain).stream().map(ArchivedEntry::id).toList();
    Thread.sleep(2);
    Backup backup = new LedgerBackup(reader(plain), large).run(true);
    assertThat(backup.trimmed()).isEqualTo(7500);
    assertThat(length(plain)).isEqualTo(1501);
    TestLedger ledger = archived(plain);
    Random random = Seeds.random(FIRST_SEED);
    for (int i = 0; i < 30; i++) {
      int index = random.nextInt(entries.size());
      assertThat(ledger.ledger().balance("ann", entries.get(index)))
          .hasValueSatisfying(amount -> assertThat(amount).hasToString(Integer.toString(index)));
    }
    List<String> oldest =
        ledger.entries(new HistoryQuery("ann", null, null, null, true), 700).stream()
            .map(Entry::entry)
            .toList();
    assertThat(oldest).isEqualTo(entries);
    List<String> newest = ledger.history("ann", 700).stream().map(Entry::entry).toList();
    assertThat(newest).hasSize(9001).doesNotHaveDuplicates();
    assertThat(newest.get(9000)).isEqualTo(entries.get(0));
  }

  @Test
  void whatIsYoungerIsKept() throws Exception {
    TestLedger ledger = withEntries(100);
    Backup backup = new LedgerBackup(reader(ledger), keeping(Duration.ofHours(1))).run(true);
    assertThat(backup.trimmed()).isZero();
    assertThat(length(ledger)).isEqualTo(100);
    assertThat(trim(ledger).trimmed()).isEqualTo(80);
    assertThat(trim(ledger).trimmed()).isZero();
    assertThat(command(Command.HGET, key(ledger, "info"), "trimmed").toString())
        .matches("[0-9-]+ 80 [0-9-]+");
  }

  private TestLedger withEntries(int count) throws InterruptedException {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    ledger.applied(ledger.create("ann", "0"));
    for (int i = 1; i < count; i++) {
      if (i % 20 == 0) {
        // The begin of a segment, in another millisecond than the end of the one before.
        Thread.sleep(2);
      }
      ledger.applied(ledger.add("ann", "1"));
    }
    return ledger;
  }

  /** Another backup without it would not have been archived and kept. */
  @Test
  void nothingIsTrimmedThatTheArchiveHasOtherwise() throws Exception {
    TestLedger ledger = withEntries(100);
    new LedgerBackup(reader(ledger), keeping(Duration.ZERO)).run(false);
    List<ArchivedEntry> entries = journal(ledger);
    command(Command.XDEL, key(ledger, "transactions"), entries.get(30).id());
    assertThatThrownBy(() -> trim(ledger))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Code.ARCHIVE_DIVERGED);
              assertThat(refused.refusal().fields()).containsEntry("entry", entries.get(31).id());
            });
    assertThat(length(ledger)).as("without the first segment, which agrees").isEqualTo(79);
  }

  @Test
  void nothingIsTrimmedThatIsDamagedInTheArchive() throws Exception {
    TestLedger ledger = withEntries(100);
    new LedgerBackup(reader(ledger), keeping(Duration.ZERO)).run(false);
    Path file = directory.resolve(archive(ledger).segment(1).manifest().data().object());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 6] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> trim(ledger)).isInstanceOf(DamagedArchiveException.class);
    assertThat(length(ledger)).isEqualTo(100);
  }

  /** A search through what is damaged does not answer. */
  @Test
  void whatIsDamagedInTheArchiveIsNotAnswered() throws Exception {
    TestLedger ledger = archived(withEntries(100));
    List<ArchivedEntry> entries = journal(ledger);
    trim(ledger);
    Path file = directory.resolve(archive(ledger).segment(1).manifest().data().object());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> ledger.ledger().balance("ann", entries.get(3).id()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Code.ARCHIVE_DAMAGED));
    TestLedger without = open(ledger.definition());
    assertThatThrownBy(() -> without.ledger().balance("ann", entries.get(3).id()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Code.NO_ARCHIVE));
  }

  /** What it would have read is gone: it must not take that for nothing. */
  @Test
  void anAuditWhoseEntriesAreTrimmedIsRefused() throws Exception {
    TestLedger ledger = withEntries(100);
    new LedgerBackup(reader(ledger), keeping(Duration.ZERO)).run(false);
    int[] calls = {0};
    LedgerReader slow =
        reader(
            ledger.definition(),
            isWritten -> {
              if (++calls[0] == 2) {
                quietly(() -> trim(ledger));
              }
            });
    assertThatThrownBy(() -> LedgerAudit.run(slow, CHECKPOINT, true))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("trimmed");
  }

  @Test
  void idsOfEntriesHaveNeighbours() {
    assertThat(new EntryId(5, 1).before()).isEqualTo(new EntryId(5, 0));
    assertThat(new EntryId(5, 0).before()).isEqualTo(new EntryId(4, Long.MAX_VALUE));
    assertThat(new EntryId(5, 0).next()).isEqualTo(new EntryId(5, 1));
  }

  private BackupSettings retaining() {
    return new BackupSettings(
        () -> place,
        ArchiveKeys.NONE,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        20,
        BackupSettings.SEGMENT_BYTES,
        CHECKPOINT);
  }

  private Backup retain(TestLedger ledger) throws Exception {
    Thread.sleep(2);
    ledger.applied(ledger.add("ann", "1"));
    Thread.sleep(2);
    return new LedgerBackup(reader(ledger), retaining()).run(true);
  }

  /** What is left is proved as before, and can be restored. */
  @Test
  void whatNothingNeedsIsRemovedFromTheArchive() throws Exception {
    TestLedger ledger = withEntries(100);
    List<String> entries = journal(ledger).stream().map(ArchivedEntry::id).toList();
    retain(ledger);
    retain(ledger);
    LedgerArchive archive = archive(ledger);
    assertThat(archive.segments()).as("trimmed after the last removal").hasSizeLessThan(7);
    retain(ledger);
    List<Long> segments = archive.segments();
    assertThat(segments.get(0)).isGreaterThan(4);
    assertThat(archive.checkpoints()).hasSizeBetween(1, 2);
    assertThat(archive.removed().orElseThrow().number()).isEqualTo(segments.get(0) - 1);
    assertWhole(archive);
    assertThat(ArchiveVerifier.verify(archive).unused()).isZero();

    TestLedger answering = archived(ledger);
    assertThatThrownBy(() -> answering.ledger().balance("ann", entries.get(3)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Code.NOT_ARCHIVED));
    List<Entry> newest = answering.history("ann", 7);
    assertThat(newest).hasSizeLessThan(103).isNotEmpty();
    List<Entry> oldest =
        new ArrayList<>(answering.entries(new HistoryQuery("ann", null, null, null, true), 7));
    Collections.reverse(oldest);
    assertThat(oldest).isEqualTo(newest);
    assertThat(answering.entries(HistoryQuery.of(null), 7)).isEqualTo(newest);

    Path first = directory.resolve(archive.segmentName(segments.get(0)));
    byte[] manifest = Files.readAllBytes(first);
    Files.delete(first);
    assertThat(ArchiveVerifier.verify(archive).findings())
        .as("a segment that is missing beside those that were removed")
        .isNotEmpty();
    Files.write(first, manifest);
    Files.delete(mark(archive));
    assertThat(ArchiveVerifier.verify(archive).findings())
        .as("segments that nothing says to be removed")
        .isNotEmpty();
  }

  private Path mark(LedgerArchive archive) throws IOException {
    return directory.resolve(
        "%s/%s/removed/%012d.json"
            .formatted(archive.ledger(), archive.begin(), archive.segments().get(0) - 1));
  }

  /** Also between the last entry that was removed and the first that was not. */
  @Test
  void whatWasRemovedCannotBeRestored() throws Exception {
    TestLedger ledger = withEntries(100);
    for (int i = 0; i < 3; i++) {
      retain(ledger);
    }
    LedgerArchive archive = archive(ledger);
    SegmentManifest first = archive.segment(archive.segments().get(0)).manifest();
    EntryId removed = EntryId.of(first.after());
    EntryId between = EntryId.of(first.first()).before();
    assertThat(between).as("no entry is between them").isGreaterThan(removed);
    for (EntryId at : List.of(EntryId.of(archive.begin()), removed, between)) {
      assertThatThrownBy(() -> ArchivedPlace.find(archive, at))
          .isInstanceOf(ArchivedPlace.MissingException.class);
    }
    assertThat(ArchivedPlace.find(archive, EntryId.of(first.first())).entry().toString())
        .isEqualTo(first.first());

    Files.delete(mark(archive));
    assertThatThrownBy(() -> ArchivedPlace.find(archive, between))
        .as("nothing says that it was removed")
        .isInstanceOf(DamagedArchiveException.class);
  }

  /** Its entries would be nowhere. */
  @Test
  void whatTheJournalHasStaysInTheArchive() throws Exception {
    TestLedger ledger = withEntries(100);
    for (int i = 0; i < 3; i++) {
      ledger.applied(ledger.add("ann", "1"));
      Thread.sleep(2);
      new LedgerBackup(reader(ledger), retaining()).run(false);
    }
    LedgerArchive archive = archive(ledger);
    assertThat(archive.segments().get(0)).isEqualTo(1);
    assertThat(archive.removed()).isEmpty();
    assertThat(archive.checkpoints()).hasSizeBetween(1, 2);
    assertWhole(archive);
  }
}
