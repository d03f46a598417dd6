package dev.scrip.store;

import static dev.scrip.store.TestLedger.withId;
import static dev.scrip.store.TestLedger.withReason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scrip.domain.Operation;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What operations cost: the commands that their scripts call in Redis, and the bytes that they add
 * to its append-only file and its memory, with account names of 11 and ids of 8 characters. A
 * change that makes an operation heavier has to say so here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationCostTest {

  private static final Pattern CALLS = Pattern.compile("cmdstat_([a-z|]+):calls=([0-9]+)");
  private static final Pattern SIZE = Pattern.compile("aof_current_size:([0-9]+)");

  private OwnRedis own;
  private LedgerStore store;
  private TestLedger ledger;

  @BeforeAll
  void start() throws IOException {
    own = OwnRedis.start();
    own.command(Command.CONFIG, "SET", "appendonly", "yes");
    await().until(() -> own.info("persistence").contains("aof_rewrite_in_progress:0"));
    store = StoreFixture.store(own.nodes(StoreFixture.TIMEOUT), StoreFixture.SETTINGS);
    ledger = new TestLedger(store, LedgerBuilder.points().plain().ledger("cost").build());
    for (int i = 0; i < 100; i++) {
      ledger.applied(ledger.create(account(i), Integer.toString(1_000_000 + i)));
    }
    // The epoch of ids begins.
    ledger.applied(withId("first", ledger.add(account(0), "1")));
  }

  @AfterAll
  void stop() throws IOException {
    own.close();
  }

  private static String account(int number) {
    return "account-%03d".formatted(number);
  }

  private long bytes() {
    Matcher size = SIZE.matcher(own.info("persistence"));
    assertThat(size.find()).isTrue();
    return Long.parseLong(size.group(1));
  }

  /** The commands that were called, and how often, without those that the test calls itself. */
  private String commands() {
    Map<String, String> calls = new TreeMap<>();
    Matcher each = CALLS.matcher(own.info("commandstats"));
    while (each.find()) {
      calls.put(each.group(1), each.group(2));
    }
    calls.keySet().removeAll(List.of("evalsha", "eval", "info", "config", "config|resetstat"));
    return calls.entrySet().stream()
        .map(call -> call.getKey() + " " + call.getValue())
        .collect(Collectors.joining(", "));
  }

  private void assertCost(Runnable operation, String commands, int bytes) {
    own.command(Command.CONFIG, "RESETSTAT");
    long before = bytes();
    operation.run();
    assertThat(commands()).isEqualTo(commands);
    assertThat(bytes() - before).isLessThanOrEqualTo(bytes);
  }

  private void assertCost(Operation operation, String commands, int bytes) {
    assertCost(() -> ledger.applied(operation), commands, bytes);
  }

  @Test
  void ofATransfer() {
    assertCost(
        ledger.transfer(account(1), account(2), "1"),
        "hmget 2, hset 2, publish 1, time 1, xadd 1, zadd 2",
        430);
    assertCost(
        withId("transfer", ledger.transfer(account(1), account(2), "1")),
        "hmget 3, hset 3, publish 1, time 1, xadd 1, zadd 2",
        556);
  }

  @Test
  void ofAnAddition() {
    assertCost(
        ledger.add(account(3), "1"),
        "hget 1, hmget 1, hset 3, publish 1, time 1, xadd 1, zadd 2",
        380);
    assertCost(
        withId("addition", ledger.add(account(3), "1")),
        "hget 1, hmget 2, hset 4, publish 1, time 1, xadd 1, zadd 2",
        500);
  }

  @Test
  void ofACreationAndADeletion() {
    assertCost(
        ledger.create("another", "1"),
        "hdel 1, hmget 6, hset 4, publish 1, time 1, xadd 1, zadd 2, zrem 1",
        405);
    assertCost(
        ledger.delete("another"),
        "hdel 3, hmget 5, hset 3, publish 1, time 1, xadd 1, zrem 2",
        465);
  }

  @Test
  void ofABurn() {
    assertCost(
        ledger.burn(account(4), "1"), "hmget 2, hset 3, publish 1, time 1, xadd 1, zadd 2", 380);
  }

  @Test
  void ofTenTransfersInOneCall() {
    Operation[] transfers =
        IntStream.range(10, 20)
            .mapToObj(i -> ledger.transfer(account(i), account(i + 10), "1"))
            .toArray(Operation[]::new);
    assertCost(
        () -> ledger.atomic("ten", transfers),
        "hmget 3, hset 3, publish 10, time 1, xadd 10, zadd 2",
        4050);
  }

  @Test
  void ofATransferWithoutRanking() {
    TestLedger unranked =
        new TestLedger(store, LedgerBuilder.points().plain().ledger("free").ranking(false).build());
    unranked.applied(unranked.create(account(1), "1000001"));
    unranked.applied(unranked.create(account(2), "1000002"));
    assertCost(
        () -> unranked.applied(unranked.transfer(account(1), account(2), "1")),
        "hmget 2, hset 2, publish 1, time 1, xadd 1",
        330);
  }

  @Test
  void ofMemory() {
    long before = memory("transactions");
    for (int i = 0; i < 1000; i++) {
      ledger.applied(ledger.transfer(account(i % 50), account(50 + i % 50), "1"));
    }
    assertThat((memory("transactions") - before) / 1000).isLessThanOrEqualTo(115);
  }

  /** Names of 14 and reasons of 12 characters. */
  @Test
  void ofMemoryOfAccountsThatHaveLeft() {
    List<String> keys = List.of("closed", "created", "deleted");
    long before = keys.stream().mapToLong(this::memory).sum();
    for (int i = 0; i < 1000; i++) {
      String account = "leaving-%06d".formatted(i);
      ledger.applied(withReason("trial offers", ledger.create(account, "1")));
      ledger.applied(withReason("end of trial", ledger.delete(account)));
    }
    long after = keys.stream().mapToLong(this::memory).sum();
    assertThat((after - before) / 1000).isLessThanOrEqualTo(130);
  }

  private long memory(String key) {
    return StoreFixture.command(
            own.redis(), Command.MEMORY, "USAGE", "{cost}:" + key, "SAMPLES", "0")
        .toLong();
  }

  @Test
  void ofReads() {
    assertCost(() -> ledger.balance(account(5)), "hmget 2", 0);
    assertCost(() -> ledger.top(10), "hmget 2, zcard 1, zcount 1, zrevrange 1", 0);
    assertCost(
        () -> ledger.rank(account(5), 10),
        "hget 1, hmget 2, zcard 1, zcount 1, zrevrange 1, zrevrank 1",
        0);
    assertCost(() -> ledger.history(account(5)), "hget 1, hmget 1, xrange 1", 0);
  }
}
