package dev.scrip.access;

import static dev.scrip.access.Calls.batch;
import static dev.scrip.access.Calls.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scrip.access.Calls.Reply;
import dev.scrip.access.Tokens.Signer;
import dev.scrip.client.EventClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An account owner who knows the name of another account tries to learn its balance by every
 * request. The digits of that balance, of its earlier values and of the sums from which it could be
 * computed are unique, so a reply that contains one of them is found by its digits.
 */
@QuarkusTest
@TestProfile(SecuredLedgers.class)
class AccountOwnerPrivacyTest {

  private static final String POINTS = SecuredLedgers.SECRET;
  private static final String TOKEN = SecuredLedgers.SECRET_TOKEN;

  private static final AtomicInteger NEXT = new AtomicInteger();

  /** Entry ids and times, whose digits are removed before the comparison. */
  private static final String ENTRY = "[0-9]{13}-[0-9]+|[0-9-]{10}T[0-9:.]+Z";

  private final String admin = Tokens.good(Signer.RS256, "the-admin", "admin");
  private final String writer = Tokens.good(Signer.RS256, "the-writer", "writer");
  private final int number = NEXT.incrementAndGet();
  private final String me = "me-" + number;
  private final String other = "other-" + number;
  private final String mine = Tokens.good(Signer.RS256, me);
  private final String theirs = Tokens.good(Signer.RS256, other);

  private final List<Reply> replies = new ArrayList<>();

  @BeforeEach
  void open() {
    done(Calls.post(admin, "create", on(POINTS, "account", me, "amount", 5_000_000)));
    done(Calls.post(admin, "create", on(POINTS, "account", other, "amount", 7_654_321)));
    done(Calls.post(admin, "initialize", on(TOKEN)));
    transfer(admin, TOKEN, "treasury", me, "1000");
    transfer(admin, TOKEN, "treasury", other, "7654.321");
  }

  /**
   * The values of the balance and the numbers from which it could be computed, in either ledger.
   */
  private static Set<String> revealingNumbers() {
    Set<String> numbers = new TreeSet<>();
    for (int i = -20; i <= 20; i++) {
      numbers.add(Integer.toString(7_654_321 + i));
      // With my own balance it makes the supply; the maximum less it is what it may still gain.
      numbers.add(Integer.toString(12_654_321 + i));
      numbers.add(Integer.toString(10_000_000 - 7_654_321 + i));
      numbers.add("7" + (654 + i) + ".321");
    }
    return numbers;
  }

  @Test
  void noReplyToAnOwnerRevealsAnotherBalance() {
    for (String ledger : List.of(POINTS, TOKEN)) {
      readEverything(ledger);
      writeEverything(ledger);
      batchEverything(ledger);
      spoilEverything(ledger);
      readEverything(ledger);
    }
    assertThat(replies).hasSizeGreaterThan(250);
    assertThat(replies).anyMatch(reply -> reply.body().contains("above-max"));
    assertThat(replies.stream().filter(reply -> reply.status() == 200).count()).isGreaterThan(30);
    checkReplies();
  }

  private void readEverything(String ledger) {
    for (LedgerFunction row : LedgerFunction.values()) {
      String function = row.word();
      for (String account : List.of(me, other, "treasury")) {
        record(Calls.post(mine, function, on(ledger, "account", account)));
        record(Calls.get(mine, "/" + function + "?ledger=" + ledger + "&account=" + account));
      }
      record(Calls.post(mine, function, on(ledger)));
      record(Calls.post(mine, function, new JsonObject()));
    }
    String cursor = null;
    do {
      JsonObject request = on(ledger, "account", me, "limit", 1);
      if (cursor != null) {
        request.put("cursor", cursor);
      }
      Reply page = record(Calls.post(mine, "getHistory", request));
      cursor = page.json().getString("cursor");
    } while (cursor != null);
    // Entries of other accounts are no cursors of the own history, and account owners may not read
    // the whole journal.
    Reply theirHistory = Calls.post(theirs, "getHistory", on(ledger, "account", other));
    for (Object entry : theirHistory.json().getJsonArray("entries")) {
      String at = ((JsonObject) entry).getString("entry");
      record(Calls.post(mine, "getHistory", on(ledger, "account", me, "cursor", at)));
      record(Calls.post(mine, "getHistory", on(ledger, "cursor", at)));
    }
    Reply listing = Calls.post(admin, "getAll", on(ledger, "limit", 1));
    String listed = listing.json().getString("cursor");
    record(Calls.post(mine, "getAll", on(ledger, "cursor", listed)));
    record(Calls.post(mine, "getHistory", on(ledger, "account", me, "cursor", listed)));
  }

  private void writeEverything(String ledger) {
    for (String amount : List.of("1", "2", "3000000", "9999999", "1e3", "-1", "0", "0.0000001")) {
      for (JsonObject input : writes(ledger, amount)) {
        String function = (String) input.remove("function");
        record(Calls.post(mine, function, input.copy()));
        record(Calls.post(mine, function, input.copy(), "Idempotency-Key", "k-" + replies.size()));
        String id = "i-" + replies.size();
        record(Calls.post(mine, function, input.copy().put("id", id)));
        record(Calls.post(mine, function, input.copy().put("id", id)));
        record(Calls.post(mine, function, input.copy().put("id", id).put("reason", "another")));
        record(Calls.post(mine, function, input.copy().put("notAfter", "2020-01-01T00:00:00Z")));
      }
    }
  }

  /** Every write from, to and about either account. */
  private List<JsonObject> writes(String ledger, String amount) {
    List<JsonObject> writes = new ArrayList<>();
    List<String> pair = List.of(me, other);
    for (String account : pair) {
      for (String function : List.of("create", "add")) {
        writes.add(on(ledger, "function", function, "account", account, "amount", amount));
      }
      // Never much: what is left must be enough to lift the other above the maximum.
      writes.add(on(ledger, "function", "burn", "account", account, "amount", "1"));
      writes.add(on(ledger, "function", "delete", "account", account));
      for (String to : List.of(me, other, "treasury", "nobody")) {
        writes.add(on(ledger, "function", "transfer", "from", account, "to", to, "amount", amount));
      }
    }
    writes.add(on(ledger, "function", "reap"));
    writes.add(on(ledger, "function", "initialize"));
    return writes;
  }

  private void batchEverything(String ledger) {
    for (String mode : List.of("independent", "atomic")) {
      for (JsonObject input : writes(ledger, "3000000")) {
        String function = (String) input.remove("function");
        JsonObject good = on(ledger, "from", me, "to", other, "amount", "1");
        JsonObject broken = on(ledger, "from", me, "to", me, "amount", "1");
        record(Calls.post(mine, "batch", batch(mode, function, input).put("ledger", ledger)));
        record(
            Calls.post(
                mine,
                "batch",
                batch(mode, "transfer", good, function, input, "transfer", broken)
                    .put("ledger", ledger)));
      }
    }
  }

  private void spoilEverything(String ledger) {
    for (LedgerFunction row : LedgerFunction.values()) {
      String function = row.word();
      record(Calls.post(mine, function, on(ledger, "account", other, "unknown", 1)));
      record(Calls.post(mine, function, on("nowhere", "account", other)));
      record(Calls.post(mine, function, on(ledger, "account", new JsonArray().add(other))));
      record(Calls.get(mine, "/" + function + "?account=" + me + "&account=" + other));
      record(Calls.rawGet(mine, "/q/../" + function + "?ledger=" + ledger + "&account=" + other));
      record(Calls.get(mine, "/" + function + "/?ledger=" + ledger + "&account=" + other));
    }
    record(Calls.get(mine, "/"));
    record(Calls.get(mine, "/nothing"));
  }

  @Test
  void theMaximumOfAnotherIsRefusedWithoutItsBalance() {
    Reply refused =
        record(
            Calls.post(mine, "transfer", on(POINTS, "from", me, "to", other, "amount", 4_000_000)));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("above-max");
    assertThat(refused.json().fieldNames())
        .containsExactlyInAnyOrder("type", "title", "status", "detail", "code", "account");
    Reply atomic =
        record(
            Calls.post(
                mine,
                "batch",
                batch(
                        "atomic",
                        "transfer",
                        fields("from", me, "to", other, "amount", 1),
                        "transfer",
                        fields("from", me, "to", other, "amount", 4_000_000))
                    .put("ledger", POINTS)));
    assertThat(atomic.code()).isEqualTo("above-max");
    assertThat(atomic.json().getInteger("index")).isEqualTo(1);
    // Refusals of the own account are returned in full.
    Reply own =
        record(
            Calls.post(mine, "transfer", on(POINTS, "from", me, "to", other, "amount", 9_000_000)));
    assertThat(own.code()).isEqualTo("below-min");
    assertThat(own.json().getString("balance")).isEqualTo("5000000");
    checkReplies();
  }

  @Test
  void bothSidesOfATransferSeeTheirOwnBalanceOnly() {
    Reply sent =
        record(Calls.post(mine, "transfer", on(POINTS, "from", me, "to", other, "amount", 3)));
    assertThat(sent.json().getJsonObject("from").getString("balance")).isEqualTo("4999997");
    assertThat(sent.json().getJsonObject("to").getValue("balance")).isNull();
    JsonArray history =
        record(Calls.post(mine, "getHistory", on(POINTS, "account", me)))
            .json()
            .getJsonArray("entries");
    JsonArray postings = history.getJsonObject(0).getJsonArray("postings");
    assertThat(postings.getJsonObject(0).getString("balance")).isEqualTo("4999997");
    assertThat(postings.getJsonObject(1).getString("account")).isEqualTo(other);
    assertThat(postings.getJsonObject(1).getString("amount")).isEqualTo("3");
    assertThat(postings.getJsonObject(1).getValue("balance")).isNull();
    Reply burned = record(Calls.post(mine, "burn", on(TOKEN, "account", me, "amount", 1)));
    assertThat(burned.json().getString("balance")).isEqualTo("999");
    assertThat(burned.json().getValue("circulatingSupply")).isNull();
    checkReplies();
    // The other side likewise, and somebody with a role sees both.
    JsonArray seen =
        Calls.post(theirs, "getHistory", on(POINTS, "account", other))
            .json()
            .getJsonArray("entries")
            .getJsonObject(0)
            .getJsonArray("postings");
    assertThat(seen.getJsonObject(0).getValue("balance")).isNull();
    assertThat(seen.getJsonObject(1).getString("balance")).isEqualTo("7654324");
    String all = Calls.post(admin, "getHistory", on(POINTS, "limit", 1)).body();
    assertThat(all).contains("4999997", "7654324");
  }

  @Test
  void theEventStreamOfAnOwnerHasEventsOfTheOwnAccountOnly() throws Exception {
    HttpResponse<java.io.InputStream> response =
        EventClient.open(mine, POINTS, "last-event-id", "0-0");
    assertThat(response.statusCode()).isEqualTo(200);
    List<String> lines = new CopyOnWriteArrayList<>();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader text =
                  new BufferedReader(
                      new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                  lines.add(line);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    reader.setDaemon(true);
    reader.setUncaughtExceptionHandler((thread, closed) -> {});
    reader.start();
    String third = "third-" + number;
    done(Calls.post(admin, "create", on(POINTS, "account", third, "amount", 1)));
    done(Calls.post(admin, "add", on(POINTS, "account", other, "amount", 5)));
    transfer(theirs, POINTS, other, third, "7");
    transfer(mine, POINTS, me, other, "11");
    transfer(theirs, POINTS, other, me, "2");
    done(Calls.post(admin, "delete", on(POINTS, "account", third)));
    done(Calls.post(writer, "add", on(POINTS, "account", me, "amount", 13)));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> lines.stream().anyMatch(line -> line.contains("\"13\"")));
    response.body().close();
    List<String> data = lines.stream().filter(line -> line.startsWith("data: ")).toList();
    assertThat(data).hasSize(4);
    assertThat(data).allMatch(line -> line.contains("\"" + me + "\""));
    replies.add(new Reply(200, response.headers().map(), String.join("\n", lines)));
    checkReplies();
    assertThat(String.join("\n", lines)).doesNotContain(third, "the-admin", "the-writer");
  }

  @Test
  void idsOfDifferentCallersAreDifferentIds() {
    JsonObject their = on(POINTS, "from", other, "to", me, "amount", 1, "id", "one");
    String entry = done(Calls.post(theirs, "transfer", their)).json().getString("entry");
    // I cannot have their reply by their id.
    assertThat(record(Calls.post(mine, "transfer", their)).status()).isEqualTo(403);
    assertThat(
            record(Calls.post(mine, "batch", batch("atomic", "transfer", their).put("id", "one")))
                .status())
        .isNotEqualTo(200);
    // Nor use it up: mine is another, whatever I do with it.
    JsonObject my = on(POINTS, "from", me, "to", other, "amount", 2, "id", "one");
    String myEntry = record(done(Calls.post(mine, "transfer", my))).json().getString("entry");
    assertThat(myEntry).isNotEqualTo(entry);
    assertThat(Calls.post(mine, "transfer", my).json().getString("entry")).isEqualTo(myEntry);
    assertThat(Calls.post(theirs, "transfer", their).json().getString("entry")).isEqualTo(entry);
    // Callers with roles share one scope, which is that of no account owner.
    JsonObject adds = on(POINTS, "account", me, "amount", 1, "id", "one");
    String added = done(Calls.post(writer, "add", adds)).json().getString("entry");
    assertThat(added).isNotIn(entry, myEntry);
    assertThat(Calls.post(admin, "add", adds).json().getString("entry")).isEqualTo(added);
    // The header and batches make ids of the same scopes.
    JsonObject plain = my.copy();
    plain.remove("id");
    Reply replayed = Calls.post(mine, "transfer", plain, "Idempotency-Key", "one");
    assertThat(replayed.json().getString("entry")).isEqualTo(myEntry);
    Reply inBatch = Calls.post(mine, "batch", batch("independent", "transfer", my));
    assertThat(
            inBatch
                .json()
                .getJsonArray("results")
                .getJsonObject(0)
                .getJsonObject("reply")
                .getString("entry"))
        .isEqualTo(myEntry);
    checkReplies();
  }

  @Test
  void idsOfSetsBelongToTheirCallersToo() {
    JsonObject my = fields("from", me, "to", other, "amount", 1);
    JsonObject their = fields("from", other, "to", me, "amount", 1);
    for (String mode : List.of("independent", "atomic")) {
      JsonObject mySet = batch(mode, "transfer", my).put("ledger", POINTS).put("id", "set " + mode);
      JsonObject theirSet =
          batch(mode, "transfer", their).put("ledger", POINTS).put("id", "set " + mode);
      String first = done(Calls.post(theirs, "batch", theirSet)).body();
      String second = record(done(Calls.post(mine, "batch", mySet))).body();
      assertThat(second).doesNotContain("id-reused", first);
      assertThat(Calls.post(theirs, "batch", theirSet).body()).isEqualTo(first);
      assertThat(Calls.post(mine, "batch", mySet).body()).isEqualTo(second);
    }
    checkReplies();
  }

  @Test
  void noIdReachesIntoAnotherScope() {
    for (String id : List.of("\u001f" + other + "\u001fone", other + "\u001fone", "a/b", "")) {
      Reply reply =
          record(
              Calls.post(
                  mine, "transfer", on(POINTS, "from", me, "to", other, "amount", 1, "id", id)));
      assertThat(reply.status()).as(id).isEqualTo(400);
    }
  }

  @Test
  void theJournalNamesTheCaller() {
    transfer(mine, POINTS, me, other, "1");
    done(Calls.post(writer, "add", on(POINTS, "account", me, "amount", 1)));
    done(
        Calls.post(
            writer,
            "batch",
            batch("atomic", "add", fields("account", me, "amount", 1)).put("ledger", POINTS)));
    done(
        Calls.post(
            mine, "batch", batch("independent", "burn", on(POINTS, "account", me, "amount", 1))));
    JsonArray entries =
        Calls.post(admin, "getHistory", on(POINTS, "account", me)).json().getJsonArray("entries");
    List<String> by = new ArrayList<>();
    entries.forEach(entry -> by.add(((JsonObject) entry).getString("by")));
    assertThat(by).containsExactly(me, "the-writer", "the-writer", me, "the-admin");
  }

  @Test
  void allocationAccountsRequireARole() {
    String treasury = Tokens.good(Signer.RS256, "treasury");
    String vault = Tokens.good(Signer.RS256, "vault");
    for (String token : List.of(treasury, vault)) {
      String account = token.equals(vault) ? "vault" : "treasury";
      assertThat(Calls.post(token, "getBalance", on(TOKEN, "account", account)).status())
          .isEqualTo(403);
      assertThat(
              Calls.post(token, "transfer", on(TOKEN, "from", account, "to", me, "amount", 1))
                  .status())
          .isEqualTo(403);
      assertThat(Calls.events(token, TOKEN).status()).isEqualTo(403);
      // In a ledger of points nothing is allocated, and the name is like any other.
      assertThat(Calls.post(token, "getBalance", on(POINTS, "account", account)).status())
          .isEqualTo(200);
    }
  }

  private static JsonObject on(String ledger, Object... fields) {
    return fields("ledger", ledger).mergeIn(fields(fields));
  }

  private static void transfer(String token, String ledger, String from, String to, String amount) {
    done(Calls.post(token, "transfer", on(ledger, "from", from, "to", to, "amount", amount)));
  }

  private static Reply done(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply;
  }

  private Reply record(Reply reply) {
    replies.add(reply);
    return reply;
  }

  private void checkReplies() {
    Set<String> revealingNumbers = revealingNumbers();
    for (Reply reply : replies) {
      assertThat(reply.status()).as(reply.body()).isNotEqualTo(500);
      String text = (reply.headers() + " " + reply.body()).replaceAll(ENTRY, "#");
      assertThat(revealingNumbers).as(text).noneMatch(text::contains);
    }
  }
}
