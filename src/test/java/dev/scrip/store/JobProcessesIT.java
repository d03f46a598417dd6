package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.WeightedSum;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Weighted sums that several processes are asked for at once, beside additions. The processes, and
 * Redis, are killed at random moments. Each request is sent until it is answered. {@code
 * -Dkills.seed} sets the moments, {@code -Dkills.count} how many sums there are, {@code
 * -Dkills.processes} how many processes.
 */
@Timeout(900)
class JobProcessesIT extends ProcessesFixture {

  private static final String NAME = "killed";
  private static final int ACCOUNTS = 20_000;
  private static final int BATCH = 500;
  private static final int MEMBERS = 700;
  private static final int PROCESSES = Integer.getInteger("kills.processes", 2);
  private static final int LONGEST_MILLIS = 700;

  private final Random random = Seeds.random(Long.getLong("kills.seed", 1));
  private final int count = Integer.getInteger("kills.count", 4);
  private final LedgerDefinition definition =
      LedgerBuilder.points().ledger(NAME).plain().min("-1000000").max("9".repeat(40)).build();
  private final List<SumModel.Made> sums = new ArrayList<>();
  private final AtomicInteger additions = new AtomicInteger();

  JobProcessesIT() {
    super(PROCESSES);
  }

  @Override
  Map<String, String> settings() {
    return Map.of(
        "SCRIP_LEDGERS_KILLED_KIND",
        "points",
        "SCRIP_LEDGERS_KILLED_MIN",
        definition.min().toString(),
        "SCRIP_LEDGERS_KILLED_MAX",
        definition.max().toString());
  }

  @Test
  void aSumIsMadeOnceWhoeverIsKilled() throws Exception {
    for (int first = 0; first < ACCOUNTS; first += BATCH) {
      send("/batch", batch(first));
    }
    send(
        "/groupAdd",
        "{'ledger':'killed','group':'team','accounts':[%s]}"
            .formatted(
                IntStream.range(0, MEMBERS)
                    .mapToObj("'account-%d'"::formatted)
                    .collect(Collectors.joining(","))));
    besideTraffic(
        () -> add(additions.incrementAndGet()),
        () -> {
          for (int i = 0; i < count; i++) {
            sum(i);
          }
        });
    compare();
  }

  private static String batch(int first) {
    return IntStream.range(first, first + BATCH)
        .mapToObj(
            i ->
                "{'function':'create','input':{'ledger':'killed','account':'account-%d','amount':%d}}"
                    .formatted(i, i % 1000))
        .collect(Collectors.joining(",", "{'operations':[", "]}"));
  }

  private void add(int number) {
    send(
        "/add",
        "{'ledger':'killed','account':'account-%d','amount':%d,'id':'add %d'}"
            .formatted(number * 7919 % ACCOUNTS, 1 + number % 9, number));
  }

  private void sum(int number) throws Exception {
    boolean isCopy = number % 3 == 1;
    WeightedSum sum =
        isCopy
            ? new WeightedSum("copy", Map.of(NAME, new BigDecimal("0.5"), "team", BigDecimal.TEN))
            : new WeightedSum(NAME, Map.of(NAME, new BigDecimal("1.5"), "team", BigDecimal.TEN));
    String request =
        "{'ledger':'killed','destination':'%s','weights':{'%s':%s,'team':10},'id':'sum %d'}"
            .formatted(sum.destination(), NAME, isCopy ? "0.5" : "1.5", number);
    // Their replies may be lost with their processes.
    List<CompletableFuture<HttpResponse<String>>> lost =
        applications.stream().map(each -> each.post("/wsum", json(request))).toList();
    assertThat(lost).hasSize(PROCESSES);
    Thread.sleep(random.nextInt(LONGEST_MILLIS));
    killOne(random);
    // As if the ten seconds had passed after which a job is taken over.
    await()
        .ignoreExceptions()
        .until(
            () -> {
              redis.command(Command.HSET, StoreFixture.key(NAME, "job"), "until", "0");
              return true;
            });
    if (random.nextBoolean()) {
      send("/resumeJobs", "{'ledger':'killed'}");
    }
    JsonNode reply = send("/wsum", request);
    assertThat(reply.get("count").asInt()).isEqualTo(ACCOUNTS);
    JsonNode job = send("/getJob", "{'ledger':'killed'}").get("job");
    assertThat(job.get("phase").asText()).isEqualTo("done");
    assertThat(job.get("entry")).isEqualTo(reply.get("entry"));
    sums.add(new SumModel.Made(sum, job.get("at").asText()));
  }

  private void compare() {
    SumModel model = SumModel.of(redis.redis(), definition, sums);
    assertThat(values("balances")).isEqualTo(model.balances());
    model
        .snapshots()
        .forEach((name, values) -> assertThat(values("values:" + name)).isEqualTo(values));
    JournalReplay.assertAgrees(redis.redis(), NAME);
    JsonNode audit = send("/audit", "{'ledger':'killed','full':true}");
    assertThat(audit.get("differenceCount").asInt()).as(audit.toString()).isZero();
    long added = entries().stream().filter(each -> each.operation().equals("add")).count();
    assertThat(added).as("additions, each once").isEqualTo(additions.get());
  }

  private List<StoredEntry> entries() {
    List<StoredEntry> entries = new ArrayList<>();
    Response stored =
        StoreFixture.command(
            redis.redis(), Command.XRANGE, StoreFixture.key(NAME, "transactions"), "-", "+");
    stored.forEach(each -> entries.add(StoredEntry.of(each)));
    return entries;
  }

  /** The balances, or the values of a snapshot, as Redis has them. */
  private Map<String, BigInteger> values(String name) {
    Map<String, BigInteger> values = new TreeMap<>();
    Response stored =
        StoreFixture.command(redis.redis(), Command.HGETALL, StoreFixture.key(NAME, name));
    for (String account : stored.getKeys()) {
      if (!account.isEmpty()) {
        values.put(account, new BigInteger(stored.get(account).toString().split(" ", 2)[0]));
      }
    }
    return values;
  }
}
