package dev.scrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scrip.domain.AccountCipher;
import dev.scrip.domain.AccountCipher.Method;
import dev.scrip.domain.Code;
import dev.scrip.domain.LedgerDefinition;
import dev.scrip.domain.Operation;
import dev.scrip.domain.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Account names in Redis, in events and in replies, for each cipher. */
@QuarkusTest
class CipherTest extends StoreFixture {

  /** Names that nothing else holds by chance. */
  private static final String ANN = "Anneliese Quastenflosser";

  private static final String BOB = "bob.zwiebelkuchen@example.org";
  private static final String EVE = "Ev\u00e4 \ud83d\ude00 Xylophon";
  private static final String LONG = "Yttrium-".repeat(16);
  private static final String HELD = "Held Wolpertinger";
  private static final String CALLER = "caller Quetzalcoatl";
  private static final String OWNER = "owner Zaunkoenig";

  private static final List<String> NAMES = List.of(ANN, BOB, EVE, LONG, HELD, CALLER, OWNER);

  @Inject Vertx vertx;

  /** These tests are about the names that replies display. */
  @BeforeEach
  void openPlainly() {
    store = new RedisLedgerStore(nodes, SETTINGS, StoreFixture.NO_LEDGERS);
  }

  @ParameterizedTest
  @EnumSource(value = Method.class)
  void noPlainNameIsInRedisOrInEvents(Method method) throws Exception {
    String points = "points" + LedgerBuilder.randomName();
    String token = "token" + LedgerBuilder.randomName();
    Redis listener = Redis.createClient(vertx, address());
    List<String> published = new CopyOnWriteArrayList<>();
    try {
      listen(listener, published, points + ":*", token + ":*");
      writePoints(method, points);
      writeToken(method, token);
      publish(token, "end", "the end");
      await().atMost(Duration.ofSeconds(30)).until(() -> published.toString().contains("the end"));
    } finally {
      listener.close();
    }
    String stored = everything(points) + everything(token);
    assertThat(published).hasSizeGreaterThan(20);
    Set<String> found = new TreeSet<>();
    for (String name : NAMES) {
      for (String form : forms(name)) {
        if ((stored + published).toLowerCase(Locale.ROOT).contains(form.toLowerCase(Locale.ROOT))) {
          found.add(name);
        }
      }
    }
    // Without a cipher each is found: so this search finds what is there.
    assertThat(found)
        .isEqualTo(method == Method.NONE ? new TreeSet<>(NAMES) : new TreeSet<String>());
  }

  /** Every operation, refused and applied, by account owners and roles, with ids and reasons. */
  private void writePoints(Method method, String name) {
    Supplier<LedgerBuilder> definition =
        () -> LedgerBuilder.points().ledger(name).cipher(Ciphers.of(method, 1)).max("1000");
    TestLedger ledger = open(definition.get());
    for (String account : List.of(ANN, BOB, EVE, LONG, HELD)) {
      ledger.applied(by(CALLER, "new", ledger.create(account, "100")));
    }
    ledger.refused(by(CALLER, null, ledger.create(ANN, "1")));
    ledger.refused(by(CALLER, null, ledger.add(CALLER, "1")));
    ledger.applied(byOwner("1", ledger.transfer(ANN, BOB, "1")));
    ledger.applied(byOwner("1", ledger.transfer(ANN, BOB, "1")));
    ledger.refused(byOwner("1", ledger.transfer(ANN, BOB, "2")));
    ledger.applied(byOwner("2", ledger.burn(EVE, "1")));
    ledger.applied(by(CALLER, "more", TestLedger.withId("3", ledger.add(LONG, "5"))));
    ledger.together(
        by(CALLER, "4", ledger.add(ANN, "1")),
        byOwner("5", ledger.transfer(LONG, EVE, "1")),
        by(CALLER, "6", ledger.delete(BOB)));
    ledger.atomic(
        new Operation.Options("7", new Operation.Scope(null, OWNER), "set", null, OWNER),
        by(OWNER, null, ledger.transfer(ANN, EVE, "1")),
        by(OWNER, null, ledger.transfer(EVE, LONG, "2")));
    ledger.atomic(
        new Operation.Options("8", new Operation.Scope("sqs", OWNER), "set", null, OWNER),
        by(OWNER, null, ledger.transfer(ANN, EVE, "1")),
        by(OWNER, null, ledger.transfer(EVE, BOB, "2")));
    ledger.applied(by(CALLER, null, ledger.add(HELD, "-99")));
    TestLedger raised = open(definition.get().min("5"));
    raised
        .ledger()
        .reap(
            new Operation.Options(
                "9", new Operation.Scope("schedule", OWNER), "reaped", null, CALLER));
  }

  private void writeToken(Method method, String name) {
    TestLedger ledger =
        open(
            LedgerBuilder.token("1000")
                .decimals(2)
                .ledger(name)
                .cipher(Ciphers.of(method, 1))
                .allocation(ANN, "400")
                .allocation(BOB, "600"));
    ledger
        .ledger()
        .initialize(new Operation.Options(null, Operation.Scope.SHARED, "begin", null, CALLER));
    ledger.applied(byOwner("1", ledger.transfer(ANN, EVE, "0.01")));
    ledger.applied(by(CALLER, null, ledger.transfer(BOB, LONG, "600")));
    ledger.applied(by(CALLER, null, ledger.burn(EVE, "0.01")));
    ledger.refused(by(CALLER, null, ledger.transfer(HELD, EVE, "1")));
  }

  private static Operation by(String caller, String reason, Operation operation) {
    return TestLedger.with(
        new Operation.Options(
            operation.options().id(), Operation.Scope.SHARED, reason, null, caller),
        operation);
  }

  private static Operation byOwner(String id, Operation operation) {
    return TestLedger.with(
        new Operation.Options(id, new Operation.Scope(null, OWNER), "held", null, OWNER),
        operation);
  }

  /** All that Redis holds of a ledger, whatever the type of a key, names of keys included. */
  private String everything(String ledger) {
    StringBuilder all = new StringBuilder();
    Response keys = command(Command.KEYS, "*" + ledger + "*");
    assertThat(keys.size()).isGreaterThan(4);
    for (Response each : keys) {
      String key = each.toString();
      all.append(key).append('\n');
      Response value =
          switch (command(Command.TYPE, key).toString()) {
            case "hash" -> command(Command.HGETALL, key);
            case "zset" -> command(Command.ZRANGE, key, "0", "-1", "WITHSCORES");
            case "set" -> command(Command.SMEMBERS, key);
            case "list" -> command(Command.LRANGE, key, "0", "-1");
            case "stream" -> command(Command.XRANGE, key, "-", "+");
            default -> command(Command.GET, key);
          };
      append(all, value);
    }
    return all.toString();
  }

  private static void append(StringBuilder all, Response value) {
    if (value == null) {
      return;
    }
    if (value.type() != ResponseType.MULTI) {
      all.append(value).append('\n');
    } else if (value.isMap()) {
      for (String field : value.getKeys()) {
        all.append(field).append('\n');
        append(all, value.get(field));
      }
    } else {
      value.forEach(each -> append(all, each));
    }
  }

  /** How a name might be written: parts of it will do, for base64 at each of its three starts. */
  private static List<String> forms(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    List<String> forms = new ArrayList<>();
    forms.add(name);
    forms.add(URLEncoder.encode(name, StandardCharsets.UTF_8));
    forms.add(HexFormat.of().formatHex(bytes));
    for (int start = 0; start < 3; start++) {
      byte[] part = Arrays.copyOfRange(bytes, start, start + (bytes.length - start) / 3 * 3);
      forms.add(Base64.getEncoder().encodeToString(part));
      forms.add(Base64.getUrlEncoder().encodeToString(part));
    }
    // What is left of a name that was cut or split.
    for (int at = 0; at + 8 <= name.length(); at += 4) {
      String part = name.substring(at, at + 8);
      forms.add(part);
    }
    return forms;
  }

  private static void listen(Redis listener, List<String> published, String... patterns)
      throws Exception {
    RedisConnection connection =
        listener.connect().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    connection.handler(message -> published.add(message.toString()));
    for (String pattern : patterns) {
      connection
          .send(Request.cmd(Command.PSUBSCRIBE).arg(pattern))
          .toCompletionStage()
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void namesComeBackFromAesSiv() {
    TestLedger ledger = open(LedgerBuilder.points().cipher(Ciphers.AES_SIV));
    ledger.applied(by(CALLER, null, ledger.create(ANN, "1")));
    ledger.applied(by(CALLER, null, ledger.create(EVE, "2")));
    assertThat(ledger.all()).isEqualTo(ANN + "=1 " + EVE + "=2");
    assertThat(ledger.top(1)).isEqualTo(EVE + "=2");
    assertThat(ledger.history(EVE).get(0).by()).isEqualTo(CALLER);
    assertThat(ledger.history(EVE).get(0).postings().get(0).account()).isEqualTo(EVE);
    assertThat(ledger.ledger().displayName(ANN)).isEqualTo(ANN);
    assertThat(ledger.refused(ledger.create(ANN, "1")).detail()).contains(ANN);
  }

  @Test
  void digestsComeBackFromHmac() {
    TestLedger ledger = open(LedgerBuilder.points().cipher(Ciphers.HMAC_SHA256));
    ledger.applied(by(CALLER, null, ledger.create(ANN, "1")));
    ledger.applied(by(CALLER, null, ledger.create(EVE, "2")));
    String ann = ledger.ledger().displayName(ANN);
    String eve = ledger.ledger().displayName(EVE);
    assertThat(ann).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(eve);
    assertThat(ledger.all()).isEqualTo(ann + "=1 " + eve + "=2");
    assertThat(ledger.top(1)).isEqualTo(eve + "=2");
    assertThat(ledger.history(EVE).get(0).by()).isEqualTo(ledger.ledger().displayName(CALLER));
    assertThat(ledger.history(EVE).get(0).postings().get(0).account()).isEqualTo(eve);
    // A digest is a name like any other: nobody gets at an account by it.
    assertThat(ledger.balance(ann)).isNull();
    assertThat(ledger.refused(ledger.create(ANN, "1")).detail()).contains(ANN);
  }

  @Test
  void aChangedCipherOrKeyIsRefusedByReadsAndWrites() {
    List<AccountCipher> ciphers =
        List.of(
            AccountCipher.NONE,
            Ciphers.of(Method.AES_SIV, 1),
            Ciphers.of(Method.AES_SIV, 2),
            Ciphers.of(Method.HMAC_SHA256, 1),
            Ciphers.of(Method.HMAC_SHA256, 2));
    for (AccountCipher before : ciphers) {
      String points = LedgerBuilder.randomName();
      String token = LedgerBuilder.randomName();
      TestLedger first = open(LedgerBuilder.points().ledger(points).cipher(before));
      first.applied(first.create(ANN, "1"));
      openToken(LedgerBuilder.token("5").ledger(token).cipher(before));
      LedgerDump then = dump(first);
      for (AccountCipher after : ciphers) {
        if (after.equals(before)) {
          continue;
        }
        changed(open(LedgerBuilder.points().ledger(points).cipher(after)));
        changed(open(LedgerBuilder.token("5").ledger(token).cipher(after)));
      }
      assertThat(dump(first)).isEqualTo(then);
      assertThat(open(LedgerBuilder.points().ledger(points).cipher(before)).balance(ANN))
          .isEqualTo("1");
    }
  }

  private void changed(TestLedger ledger) {
    LedgerDefinition definition = ledger.definition();
    List<Runnable> calls =
        new ArrayList<>(
            List.of(
                () -> ledger.apply(ledger.create(BOB, "1")),
                () -> ledger.apply(ledger.delete(ANN)),
                () -> ledger.atomic("1", ledger.transfer(ANN, BOB, "1")),
                () -> blocking(definition).reap(Operation.Options.NONE),
                () -> blocking(definition).balance(ANN),
                () -> blocking(definition).accounts(null, null, null, 10),
                () -> blocking(definition).topHolders(10),
                () -> blocking(definition).history(null, null, 10),
                () -> blocking(definition).history(ANN, null, 10),
                () -> blocking(definition).created(ANN),
                () -> blocking(definition).deleted(ANN),
                () -> blocking(definition).supply(),
                () -> blocking(definition).audit(true)));
    if (definition.totalSupply().signum() > 0) {
      calls.add(() -> blocking(definition).initialize(Operation.Options.NONE));
    }
    for (int i = 0; i < calls.size(); i++) {
      Code code = null;
      String detail = "";
      try {
        calls.get(i).run();
      } catch (RefusedException e) {
        code = e.refusal().code();
        detail = e.refusal().detail();
      }
      assertThat(code).as("call %d with %s", i, definition).isEqualTo(Code.DEFINITION_CHANGED);
      assertThat(detail).contains("account cipher and key is ");
      if (definition.accountCipher().key() != null) {
        byte[] key = definition.accountCipher().key().bytes();
        assertThat(detail)
            .doesNotContain(
                Base64.getEncoder().encodeToString(key), HexFormat.of().formatHex(key, 0, 8));
      }
    }
  }

  @Test
  void noKeyShowsInADefinition() {
    for (AccountCipher cipher : List.of(Ciphers.AES_SIV, Ciphers.HMAC_SHA256)) {
      String text = LedgerBuilder.points().cipher(cipher).build().toString();
      byte[] key = cipher.key().bytes();
      assertThat(text)
          .doesNotContain(
              Base64.getEncoder().encodeToString(key),
              HexFormat.of().formatHex(key),
              Arrays.toString(key));
    }
  }

  private BlockingLedger blocking(LedgerDefinition definition) {
    return new BlockingLedger(store.ledger(definition));
  }
}
