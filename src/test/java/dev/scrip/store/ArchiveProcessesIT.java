package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scrip.dev.PackagedApplication;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups with trims that two processes are asked for at once, beside additions. The processes, and
 * Redis, are killed at random moments; in the end Redis loses all, and the ledger is restored by
 * processes that are killed too. {@code -Darchive.kills.seed} sets the moments, {@code
 * -Darchive.kills.count} how many backups there are.
 */
@Timeout(900)
class ArchiveProcessesIT extends ProcessesFixture {

  private static final int ACCOUNTS = 5_000;
  private static final int BATCH = 500;
  private static final int LONGEST_MILLIS = 500;
  private static final int UNARCHIVED = 40;

  @TempDir static Path directory;

  private final Random random = Seeds.random(Long.getLong("archive.kills.seed", 1));
  private final int count = Integer.getInteger("archive.kills.count", 4);
  private final AtomicInteger additions = new AtomicInteger();

  ArchiveProcessesIT() {
    super(2);
  }

  @Override
  Map<String, String> settings() {
    return Map.of(
        "SCRIP_LEDGERS_POINTS_KIND", "points",
        "SCRIP_ARCHIVE_LOCATION", "file:" + directory,
        "SCRIP_ARCHIVE_KEEP", "0s",
        "SCRIP_ARCHIVE_CHECKPOINT_EVERY", "0s");
  }

  @Test
  void nothingIsLostOrDoubledUpToTheLastSegment() throws Exception {
    for (int first = 0; first < ACCOUNTS; first += BATCH) {
      send("/batch", creations(first));
    }
    backUpAndKill();
    assertThat(send("/verifyArchive", "{}").get("findingCount").asInt()).isZero();
    assertThat(historySize()).as("in Redis and in the archive").isEqualTo(additions.get());
    assertThat(length()).isLessThan(additions.get());

    String last = send("/backup", "{}").get("entry").asText();
    // These are acknowledged, and no archive has them.
    IntStream.range(0, UNARCHIVED).forEach(i -> add(additions.incrementAndGet()));
    redis.command(Command.FLUSHALL);
    JsonNode restored = restore();
    assertThat(restored.get("at").asText()).isEqualTo(last);
    assertThat(historySize()).isZero();

    IntStream.rangeClosed(1, additions.get()).forEach(this::add);
    assertThat(historySize()).as("additions that were not archived").isEqualTo(UNARCHIVED);
    compare();
  }

  private static String creations(int first) {
    return IntStream.range(first, first + BATCH)
        .mapToObj("{'function':'create','input':{'account':'account-%d','amount':7}}"::formatted)
        .collect(Collectors.joining(",", "{'operations':[", "]}"));
  }

  private void add(int number) {
    send(
        "/add",
        "{'account':'account-%d','amount':%d,'id':'add %d'}"
            .formatted(account(number), amount(number), number));
  }

  private static int account(int number) {
    return number * 7919 % ACCOUNTS;
  }

  private static int amount(int number) {
    return 1 + number % 9;
  }

  private void backUpAndKill() throws Exception {
    besideTraffic(
        () -> add(additions.incrementAndGet()),
        () -> {
          for (int i = 0; i < count; i++) {
            // Their replies may be lost with their processes.
            List<CompletableFuture<HttpResponse<String>>> lost = post("/backup", "{'trim':true}");
            assertThat(lost).hasSize(2);
            Thread.sleep(random.nextInt(LONGEST_MILLIS));
            killOne(random);
            send("/backup", "{'trim':true}");
          }
        });
  }

  private List<CompletableFuture<HttpResponse<String>>> post(String path, String request) {
    return applications.stream().map(each -> each.post(path, json(request))).toList();
  }

  private JsonNode restore() throws Exception {
    for (int i = 0; i < count; i++) {
      PackagedApplication one = applications.get(random.nextInt(2));
      CompletableFuture<HttpResponse<String>> lost = one.post("/restore", "{}");
      Thread.sleep(random.nextInt(LONGEST_MILLIS));
      killProcess(random);
      assertThat(lost).isNotNull();
      letOthersRestore();
    }
    return send("/restore", "{}");
  }

  /** As if the ten seconds had passed after which another restore may take its place. */
  private void letOthersRestore() {
    String info = StoreFixture.key("points", "info");
    Response definition = StoreFixture.command(redis.redis(), Command.HGET, info, "definition");
    if (definition != null && definition.toString().startsWith("restoring ")) {
      String[] words = definition.toString().split(" ", -1);
      redis.command(Command.HSET, info, "definition", "restoring " + words[1] + " 0 " + words[3]);
    }
  }

  private int historySize() {
    int size = 0;
    String cursor = "";
    do {
      JsonNode page = send("/getHistory", "{'operation':'add','limit':1000%s}".formatted(cursor));
      size += page.get("entries").size();
      cursor =
          page.get("cursor").isNull() ? null : ",'cursor':'" + page.get("cursor").asText() + "'";
    } while (cursor != null);
    return size;
  }

  private long length() {
    return StoreFixture.command(
            redis.redis(), Command.XLEN, StoreFixture.key("points", "transactions"))
        .toLong();
  }

  private void compare() {
    int[] expected = new int[ACCOUNTS];
    IntStream.rangeClosed(1, additions.get())
        .forEach(number -> expected[account(number)] += amount(number));
    Response stored =
        StoreFixture.command(
            redis.redis(), Command.HGETALL, StoreFixture.key("points", "balances"));
    for (int i = 0; i < ACCOUNTS; i++) {
      assertThat(stored.get("account-" + i).toString()).startsWith(7 + expected[i] + " ");
    }
    JournalReplay.assertAgrees(redis.redis(), "points");
    JsonNode audit = send("/audit", "{'full':true}");
    assertThat(audit.get("differenceCount").asInt()).as(audit.toString()).isZero();
    await().until(() -> send("/backup", "{'trim':true}").get("entry").isTextual());
    assertThat(send("/verifyArchive", "{}").get("findingCount").asInt()).isZero();
  }
}
