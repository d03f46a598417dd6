package dev.scrip.store;

import static dev.scrip.store.TestLedger.withId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.archive.ArchivedEntry;
import dev.scrip.archive.Archives;
import dev.scrip.archive.CheckpointManifest;
import dev.scrip.archive.LedgerArchive;
import dev.scrip.archive.S3Server;
import dev.scrip.domain.Backup;
import dev.scrip.domain.Code;
import dev.scrip.domain.EntryId;
import dev.scrip.domain.Operation;
import dev.scrip.domain.RefusedException;
import dev.scrip.domain.WeightedSum;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * An archive has the whole journal, and checkpoints that are the ledger at their instants, whatever
 * is written while they are made and wherever backups end. {@link Seeds} has the properties {@code
 * backups.seed} and {@code backups.count}.
 */
@QuarkusTest
class BackupTest extends ArchiveFixture {

  private static final long FIRST_SEED = 20_261_129L;
  private static final int DEFAULT_COUNT = 60;

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
              History history = new History(seed);
              history.run();
              deaths[0] += history.deaths;
              checkpoints[0] += compare(history);
            });
    if (count > 1) {
      assertThat(deaths[0]).as("backups that died").isGreaterThan(count / 4);
      assertThat(checkpoints[0]).as("checkpoints").isGreaterThan(count);
    }
  }

  @Test
  void anEmptyLedgerHasNothingToArchive() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points());
    assertThat(backUp(ledger)).isEqualTo(new Backup(false, null, null, 0, 0, null, 0));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void eachBackupAddsWhatIsNewAndACheckpointIfOneIsDue() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points());
    String first = ledger.entry(ledger.create("ann", "5"));
    BackupSettings daily = settings(Duration.ofDays(1), 100);
    assertThat(new LedgerBackup(reader(ledger), daily).run(false))
        .isEqualTo(new Backup(false, first, first, 1, 1, first, 0));
    String second = ledger.entry(ledger.add("ann", "1"));
    String third = ledger.entry(ledger.add("ann", "1"));
    assertThat(new LedgerBackup(reader(ledger), daily).run(false))
        .isEqualTo(new Backup(false, first, third, 1, 2, null, 0));
    assertThat(new LedgerBackup(reader(ledger), daily).run(false))
        .isEqualTo(new Backup(false, first, third, 0, 0, null, 0));
    String fourth = ledger.entry(ledger.add("ann", "1"));
    assertThat(backUp(ledger)).isEqualTo(new Backup(false, first, fourth, 1, 1, fourth, 0));
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
    assertThat(new LedgerBackup(reader(ledger), daily).run(false).segments()).isEqualTo(250);
    String own = ledger.definition().ledger();
    ledger
        .ledger()
        .weightedSum(
            new WeightedSum(own, Map.of(own, new BigDecimal("2"))),
            new Operation.Options("double", null, null, null));
    assertThat(new LedgerBackup(reader(ledger), daily).run(false).segments()).isEqualTo(1);
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
    assertThat(backUp(ledger)).isEqualTo(new Backup(false, before, before, 1, 1, null, 0));
    command(Command.HSET, job, "phase", "done");
    assertThat(backUp(ledger)).isEqualTo(new Backup(false, before, posting, 1, 1, posting, 0));
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
    Backup overtaken = new LedgerBackup(slow, settings(Duration.ofDays(1), 20)).run(false);
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

  private int compare(History history) throws Exception {
    LedgerArchive archive = archive(history.ledger);
    int checkpoints = 0;
    assertWhole(archive);
    List<ArchivedEntry> entries = entries(archive);
    assertThat(entries.stream().map(each -> new ArchivedEntry(each.id(), each.fields(), null)))
        .isEqualTo(journal(history.ledger));
    for (long number : archive.checkpoints()) {
      checkpoints++;
      CheckpointManifest manifest = archive.checkpoint(number).manifest();
      Map<String, Map<String, String>> archived = ArchivedState.of(archive, manifest, entries);
      assertThat(archived).isEqualTo(history.states.get(manifest.entry()));
    }
    Map<String, String> remembered =
        history.states.get(entries.get(entries.size() - 1).id()).get("ids");
    assertThat(ArchivedState.remembered(entries)).isEqualTo(remembered);
    assertThat(EntryId.of(archive.begin())).isEqualTo(EntryId.of(entries.get(0).id()));
    return checkpoints;
  }
}
