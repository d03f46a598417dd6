package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.domain.Entry;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is published about applied operations. */
@QuarkusTest
class EventsTest extends StoreFixture {

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
          .withZone(java.time.ZoneOffset.UTC);

  @Inject Vertx vertx;

  private final ObjectMapper mapper = new ObjectMapper();
  private final List<Redis> clients = new ArrayList<>();

  /** A message as it came: the channel without the ledger, and the text. */
  private record Message(String channel, String text) {}

  @AfterEach
  void closeClients() {
    clients.forEach(Redis::close);
  }

  /** A client of the test's own, perhaps as another user: {@code redis://user:password@host}. */
  private Redis client(String user) {
    Redis client = Redis.createClient(vertx, addressOf(user));
    clients.add(client);
    return client;
  }

  private static String addressOf(String user) {
    return address().replace("redis://", "redis://" + user);
  }

  /** Listens to all channels of a ledger until the client is closed. */
  private List<Message> subscribe(TestLedger ledger) throws Exception {
    String name = ledger.definition().ledger();
    List<Message> messages = new CopyOnWriteArrayList<>();
    RedisConnection connection =
        client("").connect().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    connection.handler(
        message -> {
          if ("pmessage".equals(message.get(0).toString())) {
            messages.add(
                new Message(
                    message.get(2).toString().replace(name + ":", ""), message.get(3).toString()));
          }
        });
    connection
        .send(Request.cmd(Command.PSUBSCRIBE).arg(name + ":*"))
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
    return messages;
  }

  /** Waits for the last message: a mark on a channel beside those of the ledger. */
  private List<Message> all(TestLedger ledger, List<Message> messages) {
    publish(ledger.definition().ledger(), "end", "end");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> messages.stream().anyMatch(each -> each.channel().equals("end")));
    return messages.subList(0, messages.size() - 1);
  }

  @Test
  void tellEachAppliedOperationOnceAndInOrder() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().plain().decimals(2).min("-10"));
    List<Message> messages = subscribe(ledger);
    ledger.applied(TestLedger.withId("1", ledger.create("ann", "1.50")));
    ledger.applied(TestLedger.withId("1", ledger.create("ann", "1.50")));
    ledger.refused(ledger.create("ann", "1"));
    ledger.applied(ledger.delete("nobody"));
    ledger.together(
        ledger.create("bob", "0"),
        ledger.add("bob", "-0.05"),
        ledger.add("nobody", "1"),
        ledger.transfer("ann", "bob", "0.5"));
    ledger.atomic("2", ledger.add("ann", "1"), ledger.add("nobody", "1"));
    ledger.atomic("3", ledger.burn("ann", "0.01"), ledger.delete("ann"));
    List<String> published = new ArrayList<>();
    List<Message> all = all(ledger, messages);
    for (Message message : all) {
      JsonNode json = mapper.readTree(message.text());
      published.add(
          message.channel()
              + " "
              + json.get("operation").asText()
              + " "
              + (json.has("from")
                  ? json.get("from").asText() + ">" + json.get("to").asText()
                  : json.get("account").asText())
              + " "
              + json.get("amount").textValue());
    }
    assertThat(published)
        .containsExactly(
            "points create ann 1.5",
            "points create bob 0",
            "points add bob -0.05",
            "transfers transfer ann>bob 0.5",
            "burns burn ann 0.01",
            "points delete ann -0.99");
    List<Entry> history = ledger.history(null);
    for (int i = 0; i < all.size(); i++) {
      Entry entry = history.get(history.size() - 1 - i);
      JsonNode json = mapper.readTree(all.get(i).text());
      assertThat(json.get("entry").asText()).isEqualTo(entry.entry());
      assertThat(json.get("timestamp").asText()).isEqualTo(ISO.format(entry.at()));
    }
  }

  @Test
  void tellTheDataAsItIs() throws Exception {
    TestLedger ledger = open(LedgerBuilder.points().plain());
    List<Message> messages = subscribe(ledger);
    String data = "{\"n\":1.50,\"t\":\"\\n\u00e4\"}";
    Operation.Options options =
        new Operation.Options(null, Operation.Scope.SHARED, null, null, null, data);
    ledger.applied(TestLedger.with(options, ledger.create("ann", "1")));
    ledger.together(ledger.create("bob", "1"), TestLedger.with(options, ledger.add("bob", "1")));
    List<Message> all = all(ledger, messages);
    assertThat(all.get(0).text()).endsWith("Z\",\"data\":" + data + "}");
    assertThat(all.get(1).text()).endsWith("Z\"}");
    assertThat(all.get(2).text()).endsWith("Z\",\"data\":" + data + "}");
    for (Message message : all) {
      assertThat(mapper.readTree(message.text()).isObject()).isTrue();
    }
  }

  @Test
  void tellEachReapedAccount() throws Exception {
    LedgerBuilder definition = LedgerBuilder.points().plain();
    TestLedger before = open(definition);
    List<Message> messages = subscribe(before);
    before.applied(before.create("ann", "1"));
    before.applied(before.create("bob", "2"));
    TestLedger ledger = open(definition.min("5"));
    ledger.ledger().reap(Operation.Options.NONE);
    assertThat(all(ledger, messages))
        .extracting(Message::channel)
        .containsExactly("points", "points", "points", "points");
    assertThat(mapper.readTree(messages.get(3).text()).get("account").asText()).isEqualTo("bob");
    assertThat(mapper.readTree(messages.get(3).text()).get("operation").asText()).isEqualTo("reap");
  }

  @Test
  void areValidJsonForAnyName() throws Exception {
    TestLedger ledger = openToken(LedgerBuilder.token("100").plain().decimals(18));
    List<Message> messages = subscribe(ledger);
    List<String> names =
        List.of(
            "\"",
            "\\",
            "a\"b\\c",
            "</script>",
            "\u00e4\u540d",
            "\ud83d\ude00".repeat(128),
            "x".repeat(128),
            "\u2028\u2029",
            " ",
            "'",
            "{}",
            "%s",
            "\\u0000",
            "\u00ad");
    for (String name : names) {
      ledger.applied(ledger.transfer("treasury", name, "0.000000000000000001"));
      ledger.applied(ledger.burn(name, "0.000000000000000001"));
    }
    List<Message> all = all(ledger, messages);
    assertThat(all).hasSize(names.size() * 2);
    for (int i = 0; i < names.size(); i++) {
      JsonNode transfer = mapper.readTree(all.get(2 * i).text());
      assertThat(all.get(2 * i).channel()).isEqualTo("transfers");
      assertThat(transfer.get("from").textValue()).isEqualTo("treasury");
      assertThat(transfer.get("to").textValue()).isEqualTo(names.get(i));
      assertThat(transfer.get("amount").textValue()).isEqualTo("0.000000000000000001");
      assertThat(transfer.has("account")).isFalse();
      assertThat(Instant.parse(transfer.get("timestamp").textValue())).isNotNull();
      JsonNode burn = mapper.readTree(all.get(2 * i + 1).text());
      assertThat(all.get(2 * i + 1).channel()).isEqualTo("burns");
      assertThat(burn.get("account").textValue()).isEqualTo(names.get(i));
      assertThat(burn.has("from")).isFalse();
    }
  }

  @Test
  void areNotPublishedWhereThatIsSwitchedOff() throws Exception {
    LedgerDefinition definition = LedgerBuilder.points().plain().build();
    StoreSettings silent =
        new StoreSettings(
            Duration.ofHours(24),
            false,
            TIMEOUT,
            false,
            1000,
            TIMEOUT,
            StoreFixture.CHECKPOINT,
            StoreFixture.NO_ARCHIVE);
    TestLedger ledger = new TestLedger(store(nodes, silent), definition);
    List<Message> messages = subscribe(ledger);
    ledger.applied(ledger.create("ann", "1"));
    assertThat(all(ledger, messages)).isEmpty();
  }

  @Test
  void doNoHarmWhereTheyAreForbidden() throws Exception {
    // Each node of a cluster has users of its own, and a client to one node reaches only its slots.
    assumeFalse(isCluster(), "on one server");
    String user = LedgerBuilder.randomName();
    command(Command.ACL, "SETUSER", user, "on", ">secret", "~*", "+@all", "resetchannels");
    try {
      Redis restricted = client(user + ":secret@");
      LedgerDefinition definition = LedgerBuilder.points().plain().build();
      RedisNodes limited =
          new RedisNodes(
              vertx,
              new RedisOptions().setConnectionString(addressOf(user + ":secret@")),
              TIMEOUT.toMillis());
      TestLedger ledger = new TestLedger(store(limited, SETTINGS), definition);
      List<Message> messages = subscribe(ledger);
      Response reply = command(restricted, Command.ACL, "WHOAMI");
      assertThat(reply).hasToString(user);
      ledger.applied(TestLedger.withId("1", ledger.create("ann", "10")));
      ledger.applied(ledger.create("bob", "0"));
      assertThat(ledger.applied(ledger.transfer("ann", "bob", "3"))).containsExactly("7", "3");
      ledger.applied(ledger.burn("bob", "3"));
      ledger.applied(ledger.delete("bob"));
      ledger.applied(TestLedger.withId("1", ledger.create("ann", "10")));
      assertThat(ledger.all()).isEqualTo("ann=7");
      assertThat(ledger.history(null)).hasSize(5);
      assertThat(all(ledger, messages)).isEmpty();
      assertThat(Audits.differences(store, definition)).isEmpty();
    } finally {
      command(Command.ACL, "DELUSER", user);
    }
  }
}
