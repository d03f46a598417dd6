package dev.scrip.events;

import static dev.scrip.client.LedgerClient.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.client.EventClient;
import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import dev.scrip.domain.Code;
import dev.scrip.function.AcceptanceLedgers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The messages on the Redis channels of a ledger. */
@QuarkusTest
@TestProfile(AcceptanceLedgers.class)
class EventChannelsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> NAMES =
      List.of(
          "plain",
          "\"quotes\"",
          "back\\slash\\\\ \\u0041 \\n",
          "'x': {}, [1]",
          "\u00e9\u20ac \u4e2d\u6587 \u0627\u0644\u0639",
          "\uD83D\uDE00".repeat(128),
          "\"".repeat(128),
          "\\".repeat(127) + "\"",
          " leading and trailing ",
          "\u2028\u2029\u00a0",
          "</script>");

  @Inject Redis redis;

  @Test
  void eachOperationIsOneValidMessageInOrder() throws Exception {
    LedgerClient points = new LedgerClient(AcceptanceLedgers.CHANNELS);
    try (Subscriber subscriber = new Subscriber(points.name());
        EventClient stream = EventClient.follow(points.name(), null)) {
      List<String> expected = new ArrayList<>();
      for (String name : NAMES) {
        points.call("create", "account", name, "amount", 50);
        expected.add("points create " + name + " 50");
        points.call("add", "account", name, "amount", -7, "id", "once " + NAMES.indexOf(name));
        expected.add("points add " + name + " -7");
        // Neither a replay nor a refusal is an event.
        points.call("add", "account", name, "amount", -7, "id", "once " + NAMES.indexOf(name));
        points.refused(Code.BELOW_MIN, "add", "account", name, "amount", -1000);
        points.refused(Code.ACCOUNT_EXISTS, "create", "account", name, "amount", 1);
      }
      for (int i = 1; i < NAMES.size(); i++) {
        points.call("transfer", "from", NAMES.get(i), "to", NAMES.get(i - 1), "amount", i);
        expected.add("transfers transfer " + NAMES.get(i) + " -> " + NAMES.get(i - 1) + " " + i);
      }
      points.call("burn", "account", NAMES.get(0), "amount", 4);
      expected.add("burns burn " + NAMES.get(0) + " 4");
      LedgerClient.reply(
          points.sendBatch(
              "atomic",
              List.of(
                  item("add", "account", NAMES.get(1), "amount", 1),
                  item("burn", "account", NAMES.get(1), "amount", 1))));
      expected.add("points add " + NAMES.get(1) + " 1");
      expected.add("burns burn " + NAMES.get(1) + " 1");
      points.sendBatch(
          "atomic",
          List.of(
              item("add", "account", NAMES.get(1), "amount", 1),
              item("burn", "account", NAMES.get(1), "amount", 1000)));
      points.call("delete", "account", NAMES.get(2));
      expected.add("points delete " + NAMES.get(2) + " -" + left());

      await().atMost(PATIENCE).until(() -> subscriber.size() >= expected.size());
      assertThat(subscriber.texts()).isEqualTo(expected);
      List<String> journal = new ArrayList<>();
      points.history(null).forEach(entry -> journal.add(0, (String) entry.get("entry")));
      assertThat(subscriber.entries()).isEqualTo(journal);
      checkTimes(points, subscriber);
      // The stream over HTTP has the same events.
      for (JsonNode message : subscriber.messages()) {
        assertThat(stream.next().data()).isEqualTo(message);
      }
    }
  }

  /** 50, less 7, and what the transfers of 2 and 3 left and brought. */
  private static int left() {
    return 50 - 7 - 2 + 3;
  }

  private static void checkTimes(LedgerClient points, Subscriber subscriber) {
    List<String> times = new ArrayList<>();
    points.history(null).forEach(entry -> times.add(0, (String) entry.get("at")));
    assertThat(subscriber.messages())
        .extracting(message -> message.get("timestamp").textValue())
        .isEqualTo(times);
  }

  @Test
  void amountsHaveTheirDecimals() throws Exception {
    LedgerClient token = new LedgerClient(AcceptanceLedgers.IDS_TOKEN);
    token.call("initialize");
    try (Subscriber subscriber = new Subscriber(token.name())) {
      for (String amount : List.of("0.01", "1.50", "10", "0.90")) {
        token.call("transfer", "from", "treasury", "to", "carol", "amount", amount);
        token.call("burn", "account", "carol", "amount", amount);
      }
      await().atMost(PATIENCE).until(() -> subscriber.size() >= 8);
      assertThat(subscriber.messages())
          .extracting(message -> message.get("amount").textValue())
          .containsExactly("0.01", "0.01", "1.5", "1.5", "10", "10", "0.9", "0.9");
    }
  }

  @Test
  void manyCallersAtOnceAreToldOnceEachAndInTheOrderOfTheJournal() throws Exception {
    LedgerClient token = new LedgerClient(AcceptanceLedgers.CHANNELS_TOKEN);
    token.call("initialize");
    List<Callable<List<String>>> callers = new ArrayList<>();
    for (int caller = 0; caller < 8; caller++) {
      Random random = new Random(caller);
      String account = "caller " + caller;
      callers.add(
          () -> {
            List<String> entries = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
              boolean burn = random.nextInt(4) == 0;
              var reply =
                  burn
                      ? token.send("burn", "account", account, "amount", "0.5")
                      : token.send("transfer", "from", "treasury", "to", account, "amount", 1);
              if (reply.statusCode() == 200) {
                entries.add(JsonReply.of(reply).getString("entry"));
              }
            }
            return entries;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(callers.size());
    try (Subscriber subscriber = new Subscriber(token.name())) {
      List<String> expected = new ArrayList<>();
      for (Future<List<String>> each : threads.invokeAll(callers)) {
        expected.addAll(each.get());
      }
      await().atMost(PATIENCE).until(() -> subscriber.size() >= expected.size());
      List<String> journal = new ArrayList<>();
      for (Map<String, Object> entry : token.history(null)) {
        if (!entry.get("operation").equals("initialize")) {
          journal.add(0, (String) entry.get("entry"));
        }
      }
      assertThat(subscriber.entries()).isEqualTo(journal);
      assertThat(expected).hasSameElementsAs(journal).hasSameSizeAs(journal);
    } finally {
      threads.shutdownNow();
    }
  }

  /** A subscriber to all channels of a ledger, with its own connection. */
  private final class Subscriber implements AutoCloseable {

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final RedisConnection connection;
    private final String ledger;

    Subscriber(String ledger) throws Exception {
      this.ledger = ledger;
      connection =
          redis.connect().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
      connection.handler(this::receive);
      Request subscribe = Request.cmd(Command.SUBSCRIBE);
      for (String channel : List.of("transfers", "burns", "points")) {
        subscribe.arg(ledger + ":" + channel);
      }
      connection
          .send(subscribe)
          .toCompletionStage()
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);
    }

    private void receive(Response message) {
      if (message.size() == 3 && "message".equals(message.get(0).toString())) {
        heard.add(message.get(1) + " " + message.get(2));
      }
    }

    int size() {
      return heard.size();
    }

    List<JsonNode> messages() {
      List<JsonNode> messages = new ArrayList<>();
      for (String each : List.copyOf(heard)) {
        try {
          messages.add(JSON.readTree(each.substring(each.indexOf(' ') + 1)));
        } catch (JsonProcessingException e) {
          throw new AssertionError("no JSON: " + each, e);
        }
      }
      return messages;
    }

    List<String> entries() {
      return messages().stream().map(message -> message.get("entry").textValue()).toList();
    }

    /** Channel, operation, accounts and amount of each. */
    List<String> texts() {
      List<String> texts = new ArrayList<>();
      List<JsonNode> messages = messages();
      for (int i = 0; i < messages.size(); i++) {
        JsonNode message = messages.get(i);
        String channel = heard.get(i).substring(ledger.length() + 1, heard.get(i).indexOf(' '));
        String who =
            message.has("from")
                ? message.get("from").textValue() + " -> " + message.get("to").textValue()
                : message.get("account").textValue();
        texts.add(
            channel
                + " "
                + message.get("operation").textValue()
                + " "
                + who
                + " "
                + message.get("amount").textValue());
      }
      return texts;
    }

    @Override
    public void close() {
      // A connection that subscribed must not go back to the pool.
      connection
          .send(Request.cmd(Command.UNSUBSCRIBE))
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(30, TimeUnit.SECONDS)
          .join();
      connection.close();
    }
  }
}
