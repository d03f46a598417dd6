package dev.scrip.function;

import static dev.scrip.client.LedgerClient.fields;
import static dev.scrip.client.LedgerClient.item;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.LedgerClient;
import dev.scrip.domain.Code;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operation ids and deadlines, for every write that takes them. */
@QuarkusTest
@TestProfile(AcceptanceLedgers.class)
class IdsTest {

  private final LedgerClient points = new LedgerClient(AcceptanceLedgers.IDS);
  private final LedgerClient token = new LedgerClient(AcceptanceLedgers.IDS_TOKEN);
  private final String tag = "ids " + System.nanoTime() + " ";

  @BeforeEach
  void open() {
    token.call("initialize");
    points.call("create", "account", tag + "ann", "amount", 100);
    points.call("create", "account", tag + "bob", "amount", 100);
  }

  @Test
  void theSameIdIsTheSameReplyForEveryWrite() {
    checkReplay(points, "create", "account", tag + "new", "amount", "5", "reason", "why");
    checkReplay(points, "add", "account", tag + "ann", "amount", "-7");
    checkReplay(points, "transfer", "from", tag + "ann", "to", tag + "bob", "amount", "3");
    checkReplay(points, "burn", "account", tag + "bob", "amount", "1");
    checkReplay(points, "delete", "account", tag + "bob", "reason", "gone");
    checkReplay(points, "delete", "account", tag + "never there");
    checkReplay(points, "reap", "reason", "nobody");
    checkReplay(token, "initialize");
    checkReplay(token, "transfer", "from", "treasury", "to", tag + "ann", "amount", "0.5");
    checkReplay(token, "burn", "account", tag + "ann", "amount", "0.25");
    points.audited();
    token.audited();
  }

  /** Sends twice, with traffic in between; then the same id with another reason. */
  private void checkReplay(LedgerClient ledger, String function, Object... fields) {
    String id = tag + function + " " + ledger.name() + fields.length;
    Object[] withId = with(fields, "id", id);
    String first = LedgerClient.reply(ledger.send(function, withId)).prettify();
    points.call("create", "account", tag + "other " + id, "amount", "1");
    if (ledger == token) {
      token.call("transfer", "from", "treasury", "to", "other", "amount", "1");
    }
    String all = ledger.all();
    int entries = ledger.history(null).size();
    String second = LedgerClient.reply(ledger.send(function, withId)).prettify();
    if (!function.equals("initialize")) {
      // Initialize replies how much there is now.
      assertThat(second).isEqualTo(first);
    }
    assertThat(ledger.all()).isEqualTo(all);
    assertThat(ledger.history(null)).hasSize(entries);
    if (function.equals("initialize")) {
      return;
    }
    ledger.refused(Code.ID_REUSED, function, with(withId, "reason", "another"));
    assertThat(ledger.all()).isEqualTo(all);
  }

  @Test
  void theSameRequestMayBeSpelledOtherwise() {
    String id = tag + "spelled";
    Object[] add = {"account", tag + "ann", "amount", "5", "id", id};
    String first = points.call("add", add).prettify();
    for (Object amount : List.of(5, "005", "5.0", "5.000", 5.0)) {
      Response reply = points.send("add", "account", tag + "ann", "amount", amount, "id", id);
      assertThat(LedgerClient.reply(reply).prettify()).isEqualTo(first);
    }
    assertThat(points.call("add", with(add, "reason", "")).prettify()).isEqualTo(first);
    assertThat(points.call("add", with(add, "notAfter", "2999-01-01T00:00:00Z")).prettify())
        .isEqualTo(first);
    // A deadline that has passed since does not take the first reply away.
    assertThat(points.call("add", with(add, "notAfter", "2001-01-01T00:00:00Z")).prettify())
        .isEqualTo(first);
    assertThat(points.balance(tag + "ann")).isEqualTo("105");
  }

  @Test
  void anIdBelongsToOneRequest() {
    String id = tag + "one";
    points.call("add", "account", tag + "ann", "amount", 5, "id", id);
    points.refused(Code.ID_REUSED, "add", "account", tag + "ann", "amount", 6, "id", id);
    points.refused(Code.ID_REUSED, "add", "account", tag + "bob", "amount", 5, "id", id);
    points.refused(Code.ID_REUSED, "burn", "account", tag + "ann", "amount", 5, "id", id);
    points.refused(Code.ID_REUSED, "create", "account", tag + "cid", "amount", 5, "id", id);
    points.refused(Code.ID_REUSED, "delete", "account", tag + "ann", "id", id);
    points.refused(Code.ID_REUSED, "reap", "id", id);
    // First of all: what else is wrong does not matter.
    points.refused(Code.ID_REUSED, "add", "account", "nobody at all", "amount", 5, "id", id);
    assertThat(points.balance(tag + "ann")).isEqualTo("105");
    // Another ledger has ids of its own.
    token.call("transfer", "from", "treasury", "to", tag + "ann", "amount", 5, "id", id);
  }

  @Test
  void headerAndBodyMustAgree() {
    Map<String, Object> body = fields("ledger", points.name(), "account", tag + "ann", "amount", 5);
    body.put("id", tag + "body");
    LedgerClient.problem(keyed(tag + "header", "add", body), Code.INVALID_REQUEST);
    assertThat(points.balance(tag + "ann")).isEqualTo("100");
    String first = LedgerClient.reply(keyed(tag + "body", "add", body)).prettify();
    body.remove("id");
    assertThat(LedgerClient.reply(keyed(tag + "body", "add", body)).prettify()).isEqualTo(first);
    assertThat(points.balance(tag + "ann")).isEqualTo("105");
  }

  private static Response keyed(String key, String function, Map<String, Object> body) {
    return given()
        .contentType("application/json; charset=utf-8")
        .header("Idempotency-Key", key)
        .body(body)
        .post("/" + function);
  }

  @Test
  void aRefusalIsNotRecorded() {
    String id = tag + "again";
    Object[] create = {"account", tag + "late", "amount", 5, "id", id};
    Object[] add = {"account", tag + "late", "amount", 5, "id", id};
    points.refused(Code.UNKNOWN_ACCOUNT, "add", add);
    points.refused(Code.UNKNOWN_ACCOUNT, "add", add);
    points.refused(Code.EXPIRED, "create", with(create, "notAfter", "2001-01-01T00:00:00Z"));
    // The id is free, also for another request.
    String first = points.call("create", create).prettify();
    assertThat(points.call("create", create).prettify()).isEqualTo(first);
    points.refused(Code.ID_REUSED, "add", add);
    assertThat(points.balance(tag + "late")).isEqualTo("5");
  }

  @Test
  void pastItsDeadlineAnOperationIsRefused() {
    String[] past = {
      "2001-01-01T00:00:00Z",
      Instant.now().minusSeconds(5).toString(),
      "-1000000000-01-01T00:00:00Z",
      "1969-12-31T23:59:59Z"
    };
    String[] future = {
      Instant.now().plusSeconds(600).toString(),
      "9999-12-31T23:59:59.999999999Z",
      "+1000000000-12-31T23:59:59Z",
    };
    Object[] add = {"account", tag + "ann", "amount", 1};
    for (String instant : past) {
      points.refused(Code.EXPIRED, "add", with(add, "notAfter", instant));
      points.refused(Code.EXPIRED, "reap", "notAfter", instant);
      // Before any rule of the ledger is looked at.
      points.refused(Code.EXPIRED, "add", "account", "nobody", "amount", 1, "notAfter", instant);
    }
    for (String instant : future) {
      points.call("add", with(add, "notAfter", instant));
    }
    for (Object nonsense :
        List.of("soon", "", "2001-01-01", "1700000000", "2999-13-01T00:00:00Z")) {
      points.invalid("notAfter", "add", with(add, "notAfter", nonsense));
    }
    points.invalid("notAfter", "add", with(add, "notAfter", 1700000000));
    assertThat(points.balance(tag + "ann")).isEqualTo("103");
  }

  @Test
  void nonsenseIsNoId() {
    Object[] add = {"account", tag + "ann", "amount", 1};
    for (String id : List.of("", "a/b", "a\nb", "x".repeat(129))) {
      points.invalid("id", "add", with(add, "id", id));
    }
    points.invalid("id", "add", with(add, "id", 7));
    points.call("add", with(add, "id", tag + "\u20ac \uD83D\uDE00 \"quoted\" \\"));
    points.call("add", with(add, "id", tag + "x".repeat(128 - tag.length())));
    assertThat(points.balance(tag + "ann")).isEqualTo("102");
  }

  @Test
  void whoeverRacesWithOneIdChangesOnce() throws Exception {
    List<Callable<String>> racers = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      racers.add(
          () ->
              points
                  .call("add", "account", tag + "ann", "amount", 5, "id", tag + "race")
                  .prettify());
    }
    Set<String> replies = new HashSet<>();
    ExecutorService threads = Executors.newFixedThreadPool(racers.size());
    try {
      for (Future<String> reply : threads.invokeAll(racers)) {
        replies.add(reply.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(replies).hasSize(1);
    assertThat(points.balance(tag + "ann")).isEqualTo("105");
  }

  @Test
  void anAtomicBatchHasOneId() {
    List<Map<String, Object>> operations =
        List.of(
            item("add", "account", tag + "ann", "amount", 1),
            item("transfer", "from", tag + "ann", "to", tag + "bob", "amount", 2));
    Object[] batch = {"mode", "atomic", "operations", operations, "id", tag + "set"};
    String first = points.call("batch", batch).prettify();
    points.call("add", "account", tag + "ann", "amount", 50);
    assertThat(points.call("batch", batch).prettify()).isEqualTo(first);
    points.refused(Code.ID_REUSED, "batch", with(batch, "operations", operations.subList(0, 1)));
    points.refused(Code.ID_REUSED, "batch", with(batch, "reason", "another"));
    assertThat(points.balance(tag + "ann")).isEqualTo("149");
    // Its members bear its id in the journal.
    assertThat(points.history(tag + "bob").get(0).get("id")).isEqualTo(tag + "set");
  }

  /** The same fields and one more, or another value of one. */
  private static Object[] with(Object[] fields, String name, Object value) {
    Map<String, Object> more = fields(fields);
    more.put(name, value);
    List<Object> flat = new ArrayList<>();
    more.forEach(
        (each, its) -> {
          flat.add(each);
          flat.add(its);
        });
    return flat.toArray();
  }
}
