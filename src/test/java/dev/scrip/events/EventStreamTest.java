package dev.scrip.events;

import static dev.scrip.client.LedgerClient.item;
import static dev.scrip.client.Problems.invalid;
import static dev.scrip.client.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.EventClient;
import dev.scrip.client.EventClient.Event;
import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import dev.scrip.domain.Code;
import dev.scrip.function.AcceptanceLedgers;
import dev.scrip.http.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream of a ledger's events over HTTP. */
@QuarkusTest
@TestProfile(AcceptanceLedgers.class)
class EventStreamTest {

  private static final String FROM_THE_BEGINNING = "0-0";

  @Test
  void eventsArriveInOrder() throws Exception {
    LedgerClient points = new LedgerClient(AcceptanceLedgers.STREAM);
    String odd = "\"quotes\" \\ back\\slash \u20ac \uD83D\uDE00 </script> 'x' \u2028 {}";
    String longest = "\uD83D\uDE00".repeat(128);
    List<String> expected = new ArrayList<>();
    try (EventClient client = EventClient.follow(points.name(), null)) {
      expected.add(entry(points.call("create", "account", odd, "amount", 100)));
      expected.add(entry(points.call("create", "account", longest, "amount", 0)));
      points.refused(Code.BELOW_MIN, "add", "account", odd, "amount", -1000);
      JsonReply add = points.call("add", "account", odd, "amount", -7, "id", "once");
      expected.add(entry(add));
      points.call("add", "account", odd, "amount", -7, "id", "once");
      expected.add(entry(points.call("transfer", "from", odd, "to", longest, "amount", 5)));
      expected.add(entry(points.call("burn", "account", longest, "amount", 2)));
      points.call("delete", "account", "nobody");
      expected.add(entry(points.call("delete", "account", odd)));

      List<Event> events = new ArrayList<>();
      for (int i = 0; i < expected.size(); i++) {
        events.add(client.next());
      }
      assertThat(events).extracting(Event::id).isEqualTo(expected);
      assertThat(events).extracting(Event::entry).isEqualTo(expected);
      assertThat(events)
          .extracting(Event::type)
          .containsExactly("create", "create", "add", "transfer", "burn", "delete");
      for (Event each : events) {
        assertThat(each.data().get("operation").textValue()).isEqualTo(each.type());
      }
      check(events.get(0), "account", odd, "amount", "100");
      check(events.get(1), "account", longest, "amount", "0");
      check(events.get(2), "account", odd, "amount", "-7");
      check(events.get(3), "from", odd, "to", longest, "amount", "5");
      check(events.get(4), "account", longest, "amount", "2");
      check(events.get(5), "account", odd, "amount", "-88");
      Map<String, Object> journal = points.history(longest).get(0);
      assertThat(events.get(4).data().get("timestamp").textValue()).isEqualTo(journal.get("at"));
    }
    // Who comes later and asks for all gets all.
    try (EventClient client = EventClient.follow(points.name(), FROM_THE_BEGINNING)) {
      assertThat(client.entries(expected.size())).isEqualTo(expected);
    }
    try (EventClient client = EventClient.follow(points.name(), expected.get(2))) {
      assertThat(client.entries(expected.size() - 3))
          .isEqualTo(expected.subList(3, expected.size()));
    }
  }

  private static void check(Event event, String... fields) {
    List<String> expected = new ArrayList<>(List.of("operation", "entry", "timestamp"));
    for (int i = 0; i < fields.length; i += 2) {
      assertThat(event.data().get(fields[i]).textValue()).isEqualTo(fields[i + 1]);
      expected.add(fields[i]);
    }
    List<String> names = new ArrayList<>();
    event.data().fieldNames().forEachRemaining(names::add);
    assertThat(names).hasSameElementsAs(expected);
  }

  @Test
  void aFollowerSeesNothingOfAnotherLedger() throws Exception {
    LedgerClient points = new LedgerClient(AcceptanceLedgers.SHARED);
    LedgerClient token = new LedgerClient(AcceptanceLedgers.STREAM_TOKEN);
    try (EventClient ofToken = EventClient.follow(token.name(), null);
        EventClient ofPoints = EventClient.follow(points.name(), null)) {
      token.call("initialize");
      entry(points.call("create", "account", "ann", "amount", 1));
      String moved = entry(token.call("transfer", "from", "ann", "to", "bob", "amount", "0.50"));
      String added = entry(points.call("add", "account", "ann", "amount", 1));
      // An entry of two accounts is two events, of which the last one bears the id.
      Event first = ofToken.next();
      Event second = ofToken.next();
      assertThat(first.id()).isNull();
      assertThat(second.id()).isEqualTo(first.entry()).isEqualTo(second.entry());
      check(first, "account", "ann", "amount", "400");
      check(second, "account", "bob", "amount", "600");
      Event third = ofToken.next();
      assertThat(third.id()).isEqualTo(moved);
      check(third, "from", "ann", "to", "bob", "amount", "0.5");
      ofPoints.next();
      assertThat(ofPoints.next().id()).isEqualTo(added);
    }
  }

  @Test
  void manyMayFollow() throws Exception {
    LedgerClient points = new LedgerClient(AcceptanceLedgers.SHARED);
    points.call("create", "account", "many", "amount", 0);
    List<EventClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 12; i++) {
        clients.add(EventClient.follow(points.name(), null));
      }
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        expected.add(entry(points.call("add", "account", "many", "amount", 1)));
      }
      for (EventClient each : clients) {
        List<String> entries = new ArrayList<>();
        while (entries.size() < expected.size()) {
          Event event = each.next();
          if ("many".equals(event.data().path("account").textValue())
              && event.type().equals("add")) {
            entries.add(event.entry());
          }
        }
        assertThat(entries).isEqualTo(expected);
      }
    } finally {
      for (EventClient each : clients) {
        each.close();
      }
    }
  }

  @Test
  void whoComesBackHasNoGapAndNothingTwice() throws Exception {
    LedgerClient points = new LedgerClient(AcceptanceLedgers.RESUMED);
    String start = entry(points.call("create", "account", "ann", "amount", 0));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    // One who stays, so that the journal is read on all the time.
    try (EventClient staying = EventClient.follow(points.name(), start)) {
      Future<List<String>> load = thread.submit(() -> load(points));
      List<String> seen = new ArrayList<>();
      Random random = new Random(1);
      String last = start;
      boolean done = false;
      while (!done) {
        try (EventClient client = EventClient.follow(points.name(), last)) {
          int count = 1 + random.nextInt(25);
          for (int i = 0; i < count && !done; i++) {
            Event event = client.next();
            seen.add(event.entry());
            last = event.id();
            done = event.type().equals("delete");
          }
        }
      }
      List<String> expected = load.get();
      assertThat(seen).isEqualTo(expected);
      assertThat(staying.entries(expected.size())).isEqualTo(expected);
    } finally {
      thread.shutdownNow();
    }
  }

  /** Single operations and batches, and a delete at the end. */
  private static List<String> load(LedgerClient points) {
    List<String> expected = new ArrayList<>();
    for (int round = 0; round < 40; round++) {
      expected.add(entry(points.call("add", "account", "ann", "amount", 1)));
      List<Map<String, Object>> operations = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        operations.add(item("add", "account", "ann", "amount", 1));
      }
      expected.addAll(LedgerClient.applied(points.sendBatch("independent", operations)));
    }
    expected.add(entry(points.call("delete", "account", "ann")));
    return expected;
  }

  /** A reply may arrive before the event of its entry. */
  @Test
  void whoKnowsAnEntryFromItsReplyDoesNotGetItAgain() throws Exception {
    LedgerClient points = new LedgerClient(AcceptanceLedgers.SHARED);
    points.call("create", "account", "quick", "amount", 0);
    try (EventClient staying = EventClient.follow(points.name(), null)) {
      for (int i = 0; i < 10; i++) {
        String known = entry(points.call("add", "account", "quick", "amount", 1));
        try (EventClient client = EventClient.follow(points.name(), known)) {
          String next = entry(points.call("add", "account", "quick", "amount", 1));
          assertThat(client.next().id()).isEqualTo(next);
        }
      }
      assertThat(staying.next().type()).isEqualTo("add");
    }
  }

  @Test
  void anIdFromTheFutureIsNone() throws Exception {
    LedgerClient points = new LedgerClient(AcceptanceLedgers.SHARED);
    points.call("create", "account", "future", "amount", 0);
    for (String future : List.of("9999999999999-0", "9223372036854775807-9223372036854775807")) {
      for (int others = 0; others < 2; others++) {
        try (EventClient staying = others == 0 ? null : EventClient.follow(points.name(), null);
            EventClient client = EventClient.follow(points.name(), future)) {
          String next = entry(points.call("add", "account", "future", "amount", 1));
          assertThat(client.next().id()).isEqualTo(next);
          if (staying != null) {
            assertThat(staying.next().id()).isEqualTo(next);
          }
        }
      }
    }
  }

  @Test
  void aSlowClientCatchesUp() throws Exception {
    LedgerClient points = new LedgerClient(AcceptanceLedgers.SLOW);
    String ann = "\uD83D\uDE00".repeat(127) + "a";
    String bob = "\uD83D\uDE00".repeat(127) + "b";
    points.call("create", "account", ann, "amount", 10_000);
    points.call("create", "account", bob, "amount", 0);
    List<String> expected = new ArrayList<>();
    try (Socket slow = new Socket();
        EventClient fast = EventClient.follow(points.name(), null)) {
      slow.setReceiveBufferSize(4096);
      slow.setSoTimeout(30_000);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), RestAssured.port));
      slow.getOutputStream()
          .write(
              ("GET /events?ledger=" + points.name() + " HTTP/1.0\r\nHost: x\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8), 256);
      while (!lines.readLine().equals(":")) {
        // The head, and the first comment: the stream has begun.
      }
      lines.readLine();
      // More than what the buffers between there and here hold.
      List<Map<String, Object>> operations = new ArrayList<>();
      for (int i = 0; i < 250; i++) {
        operations.add(item("transfer", "from", ann, "to", bob, "amount", 1));
      }
      for (int round = 0; round < 20; round++) {
        expected.addAll(LedgerClient.applied(points.sendBatch("independent", operations)));
      }
      assertThat(fast.entries(expected.size())).isEqualTo(expected);
      List<String> seen = new ArrayList<>();
      List<String> block = new ArrayList<>();
      while (seen.size() < expected.size()) {
        String line = lines.readLine();
        if (!line.isEmpty()) {
          block.add(line);
          continue;
        }
        Event event = EventClient.event(block);
        block.clear();
        if (event != null) {
          seen.add(event.id());
        }
      }
      assertThat(seen).isEqualTo(expected);
    }
  }

  @Test
  void theDefaultLedgerIsFollowedWhereNoneIsNamed() throws IOException {
    String reply = firstLines("GET /events HTTP/1.0\r\nHost: x\r\n\r\n");
    assertThat(reply).contains(" 200 ", "text/event-stream");
  }

  private static String firstLines(String request) throws IOException {
    try (Socket socket = RawHttp.connect()) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      StringBuilder text = new StringBuilder();
      for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
        text.append(line).append('\n');
      }
      return text.toString();
    }
  }

  @Test
  void wrongParametersAreProblems() {
    String ledger = AcceptanceLedgers.STREAM;
    problem(given().get("/events?ledger=nowhere"), Code.UNKNOWN_LEDGER);
    invalid(given().get("/events?legder=x"), "legder", "is not a field of this request");
    invalid(
        given().get("/events?ledger=" + ledger + "&ledger=" + ledger), "ledger", "appears twice");
    for (String id : List.of("x", "1", "1-", "-1", "1-1-1", "*", "$")) {
      Response reply = given().header("Last-Event-ID", id).get("/events?ledger=" + ledger);
      invalid(reply, "Last-Event-ID", "must be the id of an event");
    }
    problem(given().get("/events/" + ledger), Code.UNKNOWN_FUNCTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void onlyGetFollows(String method) {
    Response reply =
        given()
            .contentType("application/json")
            .body("{}")
            .request(method, "/events?ledger=" + AcceptanceLedgers.STREAM);
    problem(reply, Code.METHOD_NOT_ALLOWED);
    assertThat(reply.header("allow")).isEqualTo("GET");
  }

  private static String entry(JsonReply reply) {
    return reply.getString("entry");
  }
}
