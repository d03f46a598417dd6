package dev.scrip.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.function.DispatcherFixture;
import dev.scrip.message.Queue.Delivery;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

/** The messages of a queue, whichever queue it is. */
@QuarkusTest
class QueueTest extends DispatcherFixture {

  @Inject Queue queue;

  private final List<Delivery> deliveries = new ArrayList<>();

  @Test
  void exactlyTheFailedOnesAreReturned() {
    create(account, "10");
    send(null, add(1));
    send(null, "no JSON");
    send(null, "{'function':'add','input':{'account':'" + account + "-nobody','amount':1}}");
    send(null, add(2));
    send(null, "{'function':'nothing','input':{}}");
    send(null, "{'function':'add','input':{'account':'" + account + "','amount':1,'x':1}}");
    send(null, "{'function':'add','input':[1]}");
    send(null, add(-100));
    assertThat(failed()).containsExactly(1, 2, 4, 5, 6, 7);
    assertThat(balance(account)).isEqualTo("13");
    assertThat(history(account).get(1).path("by").asText()).isEqualTo("queue");
  }

  @Test
  void aMessageWithoutABodyFails() {
    create(account, "0");
    deliveries.add(new Delivery(account + "-0", "sqs", null, "a"));
    send("a", add(1));
    send("b", add(10));
    assertThat(failed()).containsExactly(0, 1);
    assertThat(balance(account)).isEqualTo("10");
  }

  @Test
  void deliveredTwiceNothingIsDoneTwice() {
    create(account, "0");
    for (int i = 0; i < 20; i++) {
      send(null, add(1));
    }
    deliveries.addAll(List.copyOf(deliveries));
    assertThat(failed()).isEmpty();
    assertThat(failed()).isEmpty();
    assertThat(balance(account)).isEqualTo("20");
  }

  @Test
  void anyNumberOfMessagesIsTaken() {
    create(account, "0");
    for (int i = 0; i < 10_000; i++) {
      send(i % 3 == 0 ? "s" + i % 7 : null, add(1));
    }
    assertThat(failed()).isEmpty();
    assertThat(balance(account)).isEqualTo("10000");
  }

  @Test
  void aSequenceIsKeptInOrderAcrossLedgersAndFunctions() {
    String create = "{'function':'create','input':{'account':'" + account + "','amount':5}}";
    String token =
        "{'function':'transfer','input':{'ledger':'token','from':'treasury','to':'"
            + account
            + "','amount':'0.5'}}";
    String batch =
        "{'function':'batch','input':{'operations':[{'function':'add','input':{'account':'"
            + account
            + "','amount':-5}}]}}";
    String delete = "{'function':'delete','input':{'account':'" + account + "'}}";
    for (String message : List.of(create, token, add(1), batch, add(-1), token, delete)) {
      send("s", message);
    }
    assertThat(failed()).isEmpty();
    assertThat(history(account).stream().map(entry -> entry.path("operation").asText()))
        .containsExactly("create", "add", "add", "add", "delete");
  }

  @Test
  void afterAFailureTheRestOfItsGroupFailsToo() {
    create(account, "0");
    send("a", add(1));
    send("b", add(10));
    send("a", "no JSON");
    send("b", add(10));
    send("a", add(100));
    send("b", add(-1000));
    send("c", add(10));
    send("b", add(10_000));
    send("b", "{'function':'getInfo','input':{}}");
    assertThat(failed()).containsExactly(2, 4, 5, 7, 8);
    assertThat(balance(account)).isEqualTo("31");
  }

  @Test
  void whatComesBeforeAFailureInItsGroupIsDoneHoweverLongItWaits() {
    create(account, "0");
    send("a", add(1));
    send("a", "{'function':'getInfo','input':{}}");
    send("a", add(1));
    send("a", "no JSON");
    send("a", add(1));
    assertThat(failed()).containsExactly(3, 4);
    assertThat(balance(account)).isEqualTo("2");
  }

  @Test
  void aMessageMayNameItsSequenceItself() {
    create(account, "0");
    send(null, sequenced("a", -1));
    send(null, sequenced("b", 1));
    send(null, sequenced("a", 1));
    assertThat(failed()).containsExactly(0, 2);
    assertThat(balance(account)).isEqualTo("1");
  }

  @Test
  void anEnvelopesIdGoesBeforeTheQueues() {
    create(account, "0");
    String event =
        "{'specversion':'1.0','id':'1','source':'shop-"
            + account
            + "','type':'scrip.add','data':{'account':'"
            + account
            + "','amount':1}}";
    send(null, event);
    send(null, event);
    assertThat(failed()).isEmpty();
    assertThat(balance(account)).isEqualTo("1");
    assertThat(history(account).get(1).path("by").asText()).isEqualTo("queue:shop-" + account);
  }

  /** UTF-8 has no form of an unpaired surrogate, and its replacement may be another account. */
  @Test
  void aNameThatHasNoUtf8FormIsNotReplaced() {
    create(account + "?", "0");
    send(null, add(1).replace(account, account + "\ud800"));
    assertThat(failed()).containsExactly(0);
    assertThat(balance(account + "?")).isEqualTo("0");
  }

  @Test
  void theLogHasOneLineForAMessageWhateverItContains() {
    List<String> lines = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().formatMessage(line));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(Queue.class.getName());
    logger.addHandler(handler);
    try {
      send(null, add(1).replaceAll("}$", ",'a\\\\n10:00 WARN \\\\u001b[2K':1}"));
      send(null, add(1).replace("'amount'", "'" + "\\u0001".repeat(256) + "'"));
      assertThat(failed()).containsExactly(0, 1);
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .endsWith("a\\u000a10:00 WARN \\u001b[2K is not a field of this request.");
    assertThat(lines).allMatch(line -> line.length() < 400 && line.lines().count() == 1);
  }

  @Test
  void theRoleOfQueuesIsNoAdmins() {
    send(null, "{'function':'reap','input':{}}");
    send(null, "{'function':'getInfo','input':{}}");
    assertThat(failed()).containsExactly(0);
  }

  private String add(int amount) {
    return "{'function':'add','input':{'account':'" + account + "','amount':" + amount + "}}";
  }

  private String sequenced(String sequence, int amount) {
    return add(amount).replaceAll("}$", ",'sequence':'" + sequence + "'}");
  }

  private void send(String group, String message) {
    String id = account + "-" + deliveries.size();
    deliveries.add(new Delivery(id, "sqs", quoted(message), group));
  }

  /** Delivers all messages and returns the indexes of those that failed. */
  private List<Integer> failed() {
    return queue.take(deliveries).toCompletableFuture().join().stream()
        .map(deliveries::indexOf)
        .toList();
  }
}
