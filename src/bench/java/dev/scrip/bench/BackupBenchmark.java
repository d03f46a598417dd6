package dev.scrip.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The time of backups of ledgers of some sizes into a directory, each with a checkpoint: the first
 * one, those beside transfers over HTTP, and how many of these there are with and without them; the
 * time to verify the archive, to trim the journal beside transfers, and to restore the ledger in an
 * empty Redis; the size of the archive, and the longest calls of Redis. Each account has two
 * entries before the first backup.
 *
 * <p>Arguments: the number of rounds, and the numbers of accounts.
 */
public final class BackupBenchmark {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LargeLedger ledger;
  private final Path archive;

  private BackupBenchmark(LargeLedger ledger, Path archive) {
    this.ledger = ledger;
    this.archive = archive;
  }

  /** Runs the benchmark on servers of its own. */
  public static void main(String[] arguments) throws Exception {
    System.out.printf(
        "%9s %9s %9s %9s %11s %11s %6s %9s %9s %9s %9s%n",
        "accounts",
        "first s",
        "again s",
        "beside s",
        "transfers/s",
        "with",
        "ratio",
        "verify/s",
        "B/entry",
        "B/account",
        "RSS MiB");
    for (int i = 1; i < arguments.length; i++) {
      int accounts = Integer.parseInt(arguments[i]);
      Path archive = Files.createTempDirectory("scrip-archive");
      Map<String, String> settings =
          Map.of(
              "SCRIP_ARCHIVE_LOCATION", "file:" + archive,
              "SCRIP_ARCHIVE_CHECKPOINT_EVERY", "0s",
              "SCRIP_ARCHIVE_KEEP", "0s");
      try (LargeLedger ledger = new LargeLedger(accounts, settings)) {
        new BackupBenchmark(ledger, archive).run(accounts, Integer.parseInt(arguments[0]));
      } finally {
        delete(archive);
      }
    }
  }

  private void run(int accounts, int rounds) throws Exception {
    for (int i = 0; i < accounts; i += LargeLedger.BATCH) {
      ledger.add(i, Math.min(LargeLedger.BATCH, accounts - i));
    }
    double first = backup();
    double perEntry = bytes("segment-") / accounts / 2;
    double perAccount = bytes("checkpoint-") / accounts;
    for (int i = 0; i < 3; i++) {
      double unused = ledger.transfers();
    }
    List<Double> again = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      again.add(backup());
      for (int i = 0; i < 6; i++) {
        without.add(ledger.transfers());
      }
      ledger.besideTransfers(this::backup, beside, with);
    }
    double transfers = Medians.of(without, each -> each);
    System.out.printf(
        "%9d %9.2f %9.2f %9.2f %11.0f %11.0f %6.2f %9.0f %9.1f %9.1f %9.0f%n",
        accounts,
        first,
        Medians.of(again, each -> each),
        Medians.of(beside, each -> each),
        transfers,
        Medians.of(with, each -> each),
        Medians.of(with, each -> each) / transfers,
        verifiedPerSecond(),
        perEntry,
        perAccount,
        ledger.server().residentMebibytes());
    ledger.printLongestCalls();
    List<Double> trims = new ArrayList<>();
    ledger.besideTransfers(() -> post("/backup", "{\"trim\":true}"), trims, new ArrayList<>());
    System.out.printf("    with a trim: %.2f s%n", trims.get(0));
    ledger.printLongestCalls();
    double last = post("/backup", "{\"trim\":true}");
    ledger.redis("flushall");
    ledger.noteLongCalls(true);
    System.out.printf(
        "    the last backup: %.2f s; the restore: %.2f s, RSS %.0f MiB%n",
        last, post("/restore", "{}"), ledger.server().residentMebibytes());
    ledger.printLongestCalls();
    System.out.printf("    an audit of what was restored: %.2f s%n", audit());
  }

  private double audit() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    JsonNode reply = JSON.readTree(ledger.server().post("/audit", "{\"full\":true}"));
    if (!reply.path("differenceCount").asText().equals("0")) {
      throw new IllegalStateException(reply.toString());
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Makes a backup; returns its seconds. */
  private double backup() throws IOException, InterruptedException {
    return post("/backup", "{}");
  }

  private double post(String path, String request) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    JsonNode reply = JSON.readTree(ledger.server().post(path, request));
    if (reply.path("entry").isNull() || reply.has("running")) {
      throw new IllegalStateException(reply.toString());
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Verifies the archive; returns the entries and lines of checkpoints in a second. */
  private double verifiedPerSecond() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    JsonNode reply = JSON.readTree(ledger.server().post("/verifyArchive", "{}"));
    if (!reply.path("findingCount").asText().equals("0")) {
      throw new IllegalStateException(reply.toString());
    }
    return reply.get("entries").asLong() / ((System.nanoTime() - begin) / 1e9);
  }

  /** The bytes of the objects whose names begin so. */
  private double bytes(String name) throws IOException {
    double bytes = 0;
    try (Stream<Path> files = Files.walk(archive)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += file.getFileName().toString().startsWith(name) ? Files.size(file) : 0;
      }
    }
    return bytes;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
