package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.archive.ArchiveKeys;
import dev.scrip.archive.ArchiveStore;
import dev.scrip.archive.ArchiveVerifier;
import dev.scrip.archive.ArchivedEntry;
import dev.scrip.archive.Archives;
import dev.scrip.archive.LedgerArchive;
import dev.scrip.archive.LineReader;
import dev.scrip.domain.Backup;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.WeightedSum;
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
import org.junit.jupiter.api.io.TempDir;

/** What the tests of archives share: a place for them, and ledgers that are archived there. */
abstract class ArchiveFixture extends StoreFixture {

  @TempDir Path directory;
  @TempDir Path temporary;

  ArchiveStore place;

  @BeforeEach
  void openArchive() {
    place = Archives.in(directory);
  }

  /** The end of a process: no further call. */
  static final class Death extends RuntimeException {

    private static final long serialVersionUID = 1;
  }

  BackupSettings settings(Duration checkpointEvery, long segmentEntries) {
    return new BackupSettings(
        () -> place,
        ArchiveKeys.NONE,
        checkpointEvery,
        Duration.ZERO,
        null,
        segmentEntries,
        BackupSettings.SEGMENT_BYTES,
        new CheckpointSettings(temporary, 5_000, 7));
  }

  Backup backUp(TestLedger ledger) throws Exception {
    return new LedgerBackup(reader(ledger), settings(Duration.ZERO, 20)).run(false);
  }

  LedgerArchive archive(TestLedger ledger) throws Exception {
    String name = ledger.definition().ledger();
    return new LedgerArchive(
        place, ArchiveKeys.NONE, name, LedgerArchive.begins(place, name).get(0));
  }

  List<ArchivedEntry> entries(LedgerArchive archive) throws Exception {
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

  void assertWhole(LedgerArchive archive) throws Exception {
    assertThat(ArchiveVerifier.verify(archive).findings()).isEmpty();
    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files).isEmpty();
    }
  }

  List<ArchivedEntry> journal(TestLedger ledger) {
    List<ArchivedEntry> entries = new ArrayList<>();
    for (Response each : command(Command.XRANGE, key(ledger, "transactions"), "-", "+")) {
      entries.add(JournalBackup.archived(each, null));
    }
    return entries;
  }

  /** What Redis holds of a ledger, by its keys. */
  Map<String, Map<String, String>> held(TestLedger ledger) {
    Map<String, Map<String, String>> held = new TreeMap<>();
    for (String name :
        List.of("balances", "closed", "created", "deleted", "books", "values:saved")) {
      held.put(name, hash(ledger, name));
    }
    Map<String, String> members = new TreeMap<>();
    Response found = command(Command.ZRANGE, key(ledger, "members"), "(", "+", "BYLEX");
    found.forEach(member -> members.put(member.toString(), ""));
    held.put("members", members);
    Map<String, String> remembered = new TreeMap<>();
    Keys.IDS.forEach(name -> remembered.putAll(hash(ledger, name)));
    // What changed nothing has no entry, and is in checkpoints alone.
    remembered.values().removeIf(record -> !ArchivedState.hasEntry(record));
    held.put("ids", remembered);
    return held;
  }

  private Map<String, String> hash(TestLedger ledger, String name) {
    Map<String, String> fields = new TreeMap<>();
    Response reply = command(Command.HGETALL, key(ledger, name));
    for (String field : reply.getKeys()) {
      fields.put(field, reply.get(field).toString());
    }
    fields.remove("");
    return fields;
  }

  interface Task<T> {
    T run() throws Exception;
  }

  static <T> T quietly(Task<T> task) {
    try {
      return task.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A ledger with a random history, which is archived beside its writes. */
  final class History {

    final Random random;
    final TestLedger ledger;
    private final TestLedger reaping;

    /** The same ledger with a log if it has none, or without the one that it has. */
    private final TestLedger switched;

    final Map<String, Map<String, Map<String, String>>> states = new TreeMap<>();
    private int ids;
    int deaths;

    History(long seed) {
      random = Seeds.random(seed);
      LedgerBuilder builder =
          LedgerBuilder.points()
              .min("-10")
              .log(random.nextBoolean())
              .ranking(random.nextBoolean())
              .plain();
      LedgerDefinition definition = builder.build();
      ledger = open(definition);
      switched = open(builder.ledger(definition.ledger()).log(!definition.log()).build());
      reaping = open(builder.log(definition.log()).min("1").build());
    }

    /** Writes and archives; in the end all is archived. */
    void run() throws Exception {
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
        new LedgerBackup(reader, settings(Duration.ZERO, 1 + random.nextInt(30))).run(false);
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
        case 6, 7, 8 -> switched.apply(TestLedger.with(options, operation()));
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
      states.put(last, held(ledger));
    }
  }
}
