package dev.scrip.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scrip.client.EventClient;
import dev.scrip.client.LedgerClient;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.function.AcceptanceLedgers;
import dev.scrip.store.JournalReader;
import dev.scrip.store.LedgerStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of events go on, or end and can begin again, whatever fails. */
@QuarkusTest
@TestProfile(EventFeedTest.OddLedgers.class)
@Timeout(60)
class EventFeedTest {

  /** Ledgers whose journals get entries that Scrip does not write. */
  public static class OddLedgers extends AcceptanceLedgers {

    private static final String ODD = AcceptanceLedgers.STREAM + "odd";
    private static final List<String> NAMES =
        List.of(ODD, ODD + "posting", ODD + "entry", ODD + "subscriber");

    /** Makes the profile. */
    public OddLedgers() {
      for (String each : NAMES) {
        getConfigOverrides().put("scrip.ledgers." + each + ".kind", "points");
        getConfigOverrides().put("scrip.ledgers." + each + ".account-cipher", "none");
      }
    }
  }

  @Inject Redis redis;
  @Inject Vertx vertx;
  @Inject JournalReader journal;
  @Inject LedgerStore store;

  @Test
  void anEntryThatIsNoEventIsSkipped() throws Exception {
    LedgerClient points = new LedgerClient(OddLedgers.ODD);
    List<String> expected = new ArrayList<>();
    try (LoggedErrors errors = new LoggedErrors();
        EventClient first = EventClient.follow(points.name(), null);
        EventClient second = EventClient.follow(points.name(), null)) {
      expected.add(create(points, "ann"));
      String odd = append(points, "v1", "transfer\n-5 0 - ann");
      expected.add(create(points, "bob"));
      expected.add(create(points, "carol"));
      assertThat(first.entries(3)).isEqualTo(expected);
      assertThat(second.entries(3)).isEqualTo(expected);
      assertThat(errors.lines).singleElement().asString().contains(odd, points.name());
    }
    try (EventClient all = EventClient.follow(points.name(), "0-0")) {
      assertThat(all.entries(3)).isEqualTo(expected);
      // It has reached the end of the journal, although the entry has no event.
      expected.add(create(points, "dave"));
      assertThat(all.next().entry()).isEqualTo(expected.get(3));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"posting", "entry"})
  void anEntryThatCannotBeReadEndsTheStreamsAndOthersBegin(String odd) throws Exception {
    LedgerClient points = new LedgerClient(OddLedgers.ODD + odd);
    create(points, "ann");
    try (LoggedErrors errors = new LoggedErrors();
        InputStream first = EventClient.open(null, points.name()).body();
        InputStream second = EventClient.open(null, points.name()).body()) {
      if (odd.equals("posting")) {
        append(points, "v1", "add\n5");
      } else {
        append(points, "operation", "add");
      }
      assertThat(untilItsEnd(first)).startsWith(":").doesNotContain("data");
      assertThat(untilItsEnd(second)).startsWith(":").doesNotContain("data");
      assertThat(errors.lines).singleElement().asString().contains(points.name());
    }
    try (EventClient later = EventClient.follow(points.name(), null);
        InputStream before = EventClient.open(null, points.name(), "Last-Event-ID", "0-0").body()) {
      String next = create(points, "bob");
      assertThat(later.next().entry()).isEqualTo(next);
      assertThat(untilItsEnd(before)).startsWith(":").doesNotContain("data");
      String another = create(points, "carol");
      assertThat(later.next().entry()).isEqualTo(another);
    }
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("Response has already been written"),
        new OutOfMemoryError("as thrown by a test"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aSubscriberThatFailsHarmsNoOther(Throwable failure) {
    LedgerClient points = new LedgerClient(OddLedgers.ODD + "subscriber");
    LedgerDefinition ledger = store.ledger(points.name()).definition();
    for (String method : List.of("closed", "setChunked", "write", "writeQueueFull")) {
      EventFeed feed = new EventFeed(vertx, journal, ledger);
      Client failing = new Client();
      Client good = new Client();
      feed.add(failing.subscriber);
      feed.add(good.subscriber);
      await().until(() -> good.text().startsWith(":") && failing.text().startsWith(":"));
      // One fails on its way, and one from its begin.
      failing.fails(method, failure);
      Client late = new Client();
      late.fails(method, failure);
      feed.add(late.subscriber);
      create(points, method + failure.getClass().getSimpleName());
      await().until(() -> failing.failure == failure || method.equals("setChunked"));
      await().until(() -> late.failure == failure);
      Client another = new Client();
      feed.add(another.subscriber);
      await().until(() -> another.text().startsWith(":"));
      String last = create(points, "then " + method + failure.getClass().getSimpleName());
      await().until(() -> good.text().contains(last) && another.text().contains(last));
      assertThat(good.failure).isNull();
      assertThat(good.text()).containsOnlyOnce("id: " + last);
      List.of(failing, late, good, another).forEach(each -> feed.remove(each.subscriber));
    }
  }

  @Test
  void theFirstSubscriberMayFail() {
    LedgerClient points = new LedgerClient(OddLedgers.ODD + "subscriber");
    EventFeed feed = new EventFeed(vertx, journal, store.ledger(points.name()).definition());
    Client failing = new Client();
    failing.fails("setChunked", new IllegalStateException("as thrown by a test"));
    Client good = new Client();
    feed.add(failing.subscriber);
    feed.add(good.subscriber);
    await().until(() -> good.text().startsWith(":") && failing.failure != null);
    String entry = create(points, "first");
    await().until(() -> good.text().contains(entry));
    feed.remove(good.subscriber);
  }

  @Test
  void aStreamIsEndedWhereItIsWritten() {
    LedgerClient points = new LedgerClient(OddLedgers.ODD + "subscriber");
    EventFeed feed = new EventFeed(vertx, journal, store.ledger(points.name()).definition());
    Client ended = new Client();
    feed.add(ended.subscriber);
    await().until(() -> ended.text().startsWith(":"));
    feed.end(ended.subscriber);
    await().until(() -> ended.calls.contains("end"));
    assertThat(ended.threads.stream().distinct()).as("the threads of all calls").hasSize(1);
    feed.remove(ended.subscriber);
  }

  private static String create(LedgerClient points, String account) {
    return points.call("create", "account", account, "amount", 5).getString("entry");
  }

  /** Appends an entry to a journal and returns its id. */
  private String append(LedgerClient points, String field, String value) throws Exception {
    Request append = Request.cmd(Command.XADD).arg("{" + points.name() + "}:transactions");
    append.arg("*").arg(field).arg(value);
    return redis
        .send(append)
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS)
        .toString();
  }

  private static String untilItsEnd(InputStream stream) throws Exception {
    return CompletableFuture.supplyAsync(() -> read(stream)).get(15, TimeUnit.SECONDS);
  }

  private static String read(InputStream stream) {
    StringBuilder text = new StringBuilder();
    try {
      for (int each = stream.read(); each >= 0; each = stream.read()) {
        text.append((char) each);
      }
    } catch (IOException e) {
      // The connection was closed.
    }
    return text.toString();
  }

  /** A client whose response fails when a test tells it to. */
  private static final class Client {

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final HttpServerResponse response = proxy(HttpServerResponse.class, this::respond);
    private final RoutingContext request = proxy(RoutingContext.class, this::request);
    private final EventSubscriber subscriber = new EventSubscriber(null, null, request);
    private volatile Map<String, Throwable> failures = Map.of();
    private volatile Throwable failure;

    void fails(String method, Throwable thrown) {
      failures = Map.of(method, thrown);
    }

    String text() {
      return String.join("", texts);
    }

    private Object request(String method, Object[] arguments) {
      if (method.equals("fail")) {
        failure = (Throwable) arguments[0];
        return null;
      }
      return response;
    }

    private Object respond(String method, Object[] arguments) throws Throwable {
      calls.add(method);
      threads.add(Thread.currentThread());
      if (failures.containsKey(method)) {
        throw failures.get(method);
      }
      return switch (method) {
        case "closed", "ended", "writeQueueFull" -> false;
        case "write" -> {
          texts.add((String) arguments[0]);
          yield null;
        }
        case "end" -> null;
        default -> response;
      };
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
  }

  private interface Answer {
    Object to(String method, Object[] arguments) throws Throwable;
  }

  /** What feeds log while a test runs. */
  private static final class LoggedErrors extends Handler implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(EventFeed.class.getName());

    LoggedErrors() {
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(line.getLevel() + " " + new PatternFormatter("%s").format(line));
    }

    @Override
    public void flush() {
      // Nothing is buffered.
    }

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }
}
