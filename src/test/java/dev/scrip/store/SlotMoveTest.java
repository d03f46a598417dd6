package dev.scrip.store;

import static dev.scrip.store.TestLedger.accepted;
import static dev.scrip.store.TestLedger.withId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Ledgers whose slot moves from one master of a real cluster to another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SlotMoveTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final StoreSettings SETTINGS = StoreFixture.settings(Duration.ofHours(1), TIMEOUT);

  private OwnCluster cluster;
  private RedisNodes connections;
  private LedgerStore store;

  @BeforeAll
  void start() throws IOException {
    cluster = OwnCluster.start();
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @BeforeEach
  void openStore() {
    connections = cluster.connections(TIMEOUT);
    store = StoreFixture.store(connections, SETTINGS);
  }

  private TestLedger open(LedgerBuilder definition) {
    return new TestLedger(store, definition.build());
  }

  /** The move of a ledger's slot to the next master. */
  private SlotMove moveOf(TestLedger ledger) {
    List<ClusterNode> nodes = cluster.nodes();
    int owner = nodes.indexOf(cluster.masterOf(name(ledger)));
    return new SlotMove(cluster, name(ledger), nodes.get((owner + 1) % nodes.size()));
  }

  private static String name(TestLedger ledger) {
    return ledger.definition().ledger();
  }

  private void assertConsistent(TestLedger ledger) {
    assertThat(Audits.differences(store, ledger.definition())).isEmpty();
  }

  /** One call of each kind. */
  private static void useEverything(TestLedger ledger, String account) {
    ledger.applied(withId("create " + account, ledger.create(account, "5")));
    ledger.applied(withId("add " + account, ledger.add(account, "5")));
    ledger.applied(ledger.create(account + "2", "0"));
    ledger.applied(withId("move " + account, ledger.transfer(account, account + "2", "1")));
    ledger.applied(ledger.burn(account, "1"));
    assertThat(ledger.balance(account)).isEqualTo("8");
    assertThat(ledger.all()).contains(account + "=8");
    assertThat(ledger.top(100)).contains(account + "=8");
    assertThat(ledger.history(account)).hasSize(4);
    assertThat(ledger.ledger().created(account)).isPresent();
    ledger.ledger().reap(new Operation.Options("reap " + account, null, null, null));
    ledger.applied(withId("delete " + account, ledger.delete(account)));
    assertThat(ledger.ledger().deleted(account)).isPresent();
    ledger.applied(ledger.delete(account + "2"));
  }

  @Test
  void aLedgerIsServedWhileItsSlotIsOpenAndNothingHasMoved() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "1"));
    SlotMove move = moveOf(ledger);
    move.open();
    useEverything(ledger, "bob");
    assertThat(ledger.balance("ann")).isEqualTo("1");
    move.moveKeys();
    useEverything(ledger, "cid");
    move.finish();
    useEverything(ledger, "dan");
    assertConsistent(ledger);
  }

  @Test
  void aLedgerWithoutAnythingIsServedInAnOpenSlot() {
    TestLedger ledger = open(LedgerBuilder.points());
    SlotMove move = moveOf(ledger);
    move.open();
    assertThat(ledger.balance("ann")).isNull();
    useEverything(ledger, "ann");
    move.finish();
    useEverything(ledger, "bob");
    assertConsistent(ledger);
  }

  @Test
  void aReapRunsInAnOpenSlot() {
    LedgerBuilder builder = LedgerBuilder.points().min("-10");
    TestLedger before = open(builder);
    before.applied(before.create("low", "-5"));
    before.applied(before.create("ann", "1"));
    TestLedger ledger = open(builder.min("0"));
    SlotMove move = moveOf(ledger);
    move.open();
    move.moveKeys();
    assertThat(ledger.ledger().reap(Operation.Options.NONE).count()).isEqualTo(1);
    move.finish();
    assertThat(ledger.all()).isEqualTo("ann=1");
    assertConsistent(ledger);
  }

  @Test
  void aTokenIsInitializedInAnOpenSlot() {
    TestLedger ledger = open(LedgerBuilder.token("100"));
    SlotMove move = moveOf(ledger);
    move.open();
    ledger.ledger().initialize(Operation.Options.NONE);
    ledger.applied(withId("1", ledger.transfer("treasury", "ann", "40")));
    move.finish();
    assertThat(ledger.all()).isEqualTo("ann=40 treasury=60");
    assertConsistent(ledger);
  }

  /** The only account of a ledger leaves its place in the ranking for another one. */
  @Test
  void theLastMemberOfAKeyCanBeReplacedInAnOpenSlot() {
    TestLedger ledger = open(LedgerBuilder.points().max("1" + "0".repeat(30)));
    ledger.applied(ledger.create("ann", "1" + "0".repeat(20)));
    SlotMove move = moveOf(ledger);
    move.open();
    ledger.applied(withId("1", ledger.add("ann", "1" + "0".repeat(21))));
    ledger.applied(ledger.delete("ann"));
    ledger.applied(ledger.create("bob", "1"));
    assertThat(ledger.all()).isEqualTo("bob=1");
    assertConsistent(ledger);
    move.moveKeys();
    move.finish();
    assertConsistent(ledger);
  }

  /** A hash of ids cannot be replaced in an open slot, so the epoch goes on until it is closed. */
  @Test
  void anEpochOfIdsEndsAfterTheMove() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "0"));
    for (int i = 0; i < 3; i++) {
      ledger.applied(withId("epoch " + i, ledger.add("ann", "1")));
      endEpoch(ledger);
    }
    SlotMove move = moveOf(ledger);
    move.open();
    for (String id : List.of("open", "epoch 0", "epoch 1", "epoch 2", "open")) {
      ledger.applied(withId(id, ledger.add("ann", "1")));
    }
    assertThat(ledger.balance("ann")).isEqualTo("4");
    move.moveKeys();
    ledger.applied(withId("moved", ledger.add("ann", "1")));
    move.finish();
    for (String id : List.of("epoch 1", "epoch 2", "open", "moved")) {
      assertThat(accepted(ledger.apply(withId(id, ledger.add("ann", "1")))).replayed())
          .as(id)
          .isTrue();
    }
    assertConsistent(ledger);
  }

  private void endEpoch(TestLedger ledger) {
    ClusterNode master = cluster.masterOf(name(ledger));
    String info = Keys.of(name(ledger)).get(0);
    String[] epoch = master.command(Command.HGET, info, "epoch").toString().split(" ", -1);
    long start = Long.parseLong(epoch[1]) - Long.parseLong(epoch[2]);
    epoch[1] = Long.toString(start);
    master.command(Command.HSET, info, "epoch", String.join(" ", epoch));
  }

  @Test
  void aMovedSlotIsFollowed() {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "0"));
    for (int i = 1; i <= 4; i++) {
      SlotMove move = moveOf(ledger);
      move.open();
      move.moveKeys();
      move.finish();
      assertThat(ledger.applied(ledger.add("ann", "1"))).containsExactly(Integer.toString(i));
    }
    // A store that has not called the ledger before finds it where it is.
    TestLedger same =
        new TestLedger(
            StoreFixture.store(cluster.connections(TIMEOUT), SETTINGS), ledger.definition());
    assertThat(same.balance("ann")).isEqualTo("4");
    assertConsistent(ledger);
  }

  /** Keys move one by one and slowly, there and back, while everybody writes and reads. */
  @Test
  void everyOperationIsAppliedOnceWhileTheSlotMovesBackAndForth() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points());
    ledger.applied(ledger.create("ann", "0"));
    RedisLedgerStore plain = new RedisLedgerStore(connections, SETTINGS, StoreFixture.NO_LEDGERS);
    JournalReader journal = new JournalReader(plain, cluster.connections(TIMEOUT));
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger applied = new AtomicInteger();
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int writer = i;
      threads.add(
          start(
              stop,
              failures,
              n -> {
                String id = writer + " " + n;
                ledger.applied(withId(id, ledger.add("ann", "1")));
                applied.incrementAndGet();
                // A second delivery changes nothing.
                if (n % 5 == 0) {
                  assertThat(accepted(ledger.apply(withId(id, ledger.add("ann", "1")))).replayed())
                      .isTrue();
                }
              }));
    }
    threads.add(start(stop, failures, n -> assertThat(ledger.balance("ann")).isNotNull()));
    List<Entry> read = new ArrayList<>();
    threads.add(start(stop, failures, n -> readOn(journal, ledger.definition(), read)));
    try {
      for (int i = 0; i < 6; i++) {
        int before = applied.get();
        SlotMove move = moveOf(ledger);
        move.open();
        Thread.sleep(100);
        for (String key : move.keysLeft()) {
          move.moveKey(key);
          Thread.sleep(20);
        }
        Thread.sleep(100);
        move.finish();
        Thread.sleep(100);
        assertThat(applied.get()).as("writes go on; failed: %s", failures).isGreaterThan(before);
      }
    } finally {
      stop.set(true);
      for (Thread thread : threads) {
        thread.join(TIMEOUT.toMillis() * 2);
      }
    }
    assertThat(failures).isEmpty();
    assertThat(applied.get()).isGreaterThan(100);
    assertThat(ledger.balance("ann")).isEqualTo(applied.toString());
    assertThat(ledger.history("ann")).hasSize(applied.get() + 1);
    do {
      Thread.sleep(1);
    } while (readOn(journal, ledger.definition(), read));
    assertThat(read).hasSize(applied.get() + 1).doesNotHaveDuplicates();
    assertConsistent(ledger);
  }

  private interface Client {
    void call(int n) throws Exception;
  }

  private static Thread start(AtomicBoolean stop, Queue<Throwable> failures, Client client) {
    Thread thread =
        new Thread(
            () -> {
              try {
                for (int n = 0; !stop.get(); n++) {
                  client.call(n);
                }
              } catch (Throwable e) {
                failures.add(e);
              }
            });
    thread.start();
    return thread;
  }

  /** Reads what follows; answers whether there was anything. */
  private static boolean readOn(JournalReader journal, LedgerDefinition ledger, List<Entry> read)
      throws Exception {
    String last = read.isEmpty() ? "0-0" : read.get(read.size() - 1).entry();
    List<Entry> more =
        journal
            .after(ledger, last)
            .toCompletableFuture()
            .get(TIMEOUT.toSeconds() * 2, TimeUnit.SECONDS)
            .entries();
    read.addAll(more);
    return !more.isEmpty();
  }
}
