package dev.scrip.openapi;

import static dev.scrip.openapi.OpenApiCalls.fields;
import static dev.scrip.openapi.OpenApiCalls.with;
import static dev.scrip.openapi.OpenApiLedgers.BLANK;
import static dev.scrip.openapi.OpenApiLedgers.FIRM;
import static dev.scrip.openapi.OpenApiLedgers.POINTS;
import static dev.scrip.openapi.OpenApiLedgers.TOKEN;
import static dev.scrip.openapi.OpenApiLedgers.UNRANKED;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scrip.access.LedgerFunction;
import dev.scrip.access.LedgerFunction.Effect;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The replies of the functions, validated by the API description. Each function has one test, of
 * the same name, which causes every refusal that the description declares for it.
 */
@QuarkusTest
@TestProfile(OpenApiLedgers.class)
class OpenApiRepliesTest {

  private static final OpenApiFile FILE = OpenApiFile.read();
  private static final String LONG_AGO = "2001-01-01T00:00:00Z";

  @Inject RedisDataSource redis;

  @BeforeEach
  void beginWithEmptyLedgers() {
    for (String ledger : OpenApiLedgers.ALL) {
      redis.key().keys("{" + ledger + "}:*").forEach(key -> redis.key().del(key));
    }
  }

  @Test
  void theFileHasEveryFunctionAndNoOther() {
    assertThat(FILE.functions()).isEqualTo(registered());
  }

  @Test
  void everyFunctionHasItsTest() {
    Set<String> tests =
        Arrays.stream(OpenApiRepliesTest.class.getDeclaredMethods())
            .map(Method::getName)
            .collect(Collectors.toSet());
    assertThat(tests).containsAll(registered());
  }

  @Test
  void readsMayComeByGetAndWritesMayNot() {
    for (String function : registered()) {
      assertThat(FILE.operation(function, "get").isObject())
          .as(function)
          .isEqualTo(OpenApiCalls.isRead(function));
      assertThat(FILE.operation(function, "post").path("parameters").toString().contains("Idem"))
          .as(function)
          .isEqualTo(LedgerFunction.of(function).orElseThrow().effect() == Effect.WRITE);
    }
  }

  @Test
  void theFileIsServed() {
    JsonNode served = OpenApiCalls.json(given().get("/q/openapi?format=json").asString());
    assertThat(served).isEqualTo(OpenApiCalls.json(FILE.root().toString()));
  }

  @Test
  void whatIsNoFunctionIsAProblemToo() {
    checkProblem("unknown-function", given().get("/nothing"));
    checkProblem("method-not-allowed", given().get("/create"));
    checkProblem("method-not-allowed", given().delete("/get"));
  }

  @Test
  void eventsAreRefusedAsTheFileSays() {
    JsonNode responses = FILE.operation("events", "get").get("responses");
    Map<String, Response> refused =
        Map.of(
            "400", given().get("/events?colour=green"),
            "404", given().get("/events?ledger=nowhere"));
    refused.forEach(
        (status, response) -> {
          JsonNode schema =
              FILE.resolve(responses.get(status)).at("/content/application~1problem+json/schema");
          assertThat(FILE.check(schema, OpenApiCalls.json(response.asString()))).isEmpty();
        });
  }

  @Test
  void requestTooLarge() {
    String body = "{\"account\":\"" + "a".repeat(2 << 20) + "\"}";
    for (String function : registered()) {
      Response response = given().contentType(ContentType.JSON).body(body).post("/" + function);
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(FILE.refusals(function)).contains("request-too-large");
      checkProblem("request-too-large", response);
    }
  }

  @Test
  void create() {
    OpenApiCalls create = new OpenApiCalls(FILE, "create");
    Map<String, Object> request = fields("ledger", POINTS, "account", "Lisa", "amount", "99.5");
    create.succeeds(request);
    create.succeeds(fields("ledger", POINTS, "account", "Bart", "amount", -3, "reason", "owes"));
    create.refuses("account-exists", request);
    create.refuses("below-min", with(with(request, "account", "Undead"), "amount", -100));
    create.refuses("above-max", with(with(request, "account", "Kraken"), "amount", "1" + zeros()));
    post("delete", fields("ledger", POINTS, "account", "Bart"));
    create.refuses("account-deleted", with(request, "account", "Bart"));
    create.refuses("supply-fixed", with(request, "ledger", TOKEN));
    refuseWrites(create, with(request, "account", "Maggie"));
    create.coverTheFile();
  }

  @Test
  void get() {
    OpenApiCalls get = new OpenApiCalls(FILE, "get");
    createLisa("12.30");
    Map<String, Object> request = fields("ledger", POINTS, "account", "Lisa");
    assertThat(get.succeeds(request).get("balance").asText()).isEqualTo("12.3");
    get.refuses("unknown-account", with(request, "account", "Nobody"));
    get.refuses("unknown-book", with(request, "book", "backup"));
    createBackup();
    assertThat(get.succeeds(with(request, "book", "backup")).get("balance").asText())
        .isEqualTo("12.3");
    get.refuses("invalid-request", with(with(request, "book", "backup"), "at", "1-1"));
    String first = trimAndRemove();
    get.refuses("not-archived", with(request, "at", first));
    damageWhatIsRemoved(first);
    get.refuses("archive-damaged", with(request, "at", first));
    refuseReads(get, request);
    get.coverTheFile();
  }

  @Test
  void getAll() {
    OpenApiCalls getAll = new OpenApiCalls(FILE, "getAll");
    createLisa("12");
    post("create", fields("ledger", POINTS, "account", "Bart", "amount", "-1.25"));
    Map<String, Object> request = fields("ledger", POINTS);
    assertThat(getAll.succeeds(request).get("accounts")).hasSize(2);
    JsonNode page = getAll.succeeds(with(request, "limit", 1));
    assertThat(page.get("cursor").isTextual()).isTrue();
    getAll.succeeds(with(request, "cursor", page.get("cursor").asText()));
    getAll.succeeds(fields("ledger", POINTS, "low", "(-1.25", "high", "+inf"));
    getAll.succeeds(fields("ledger", POINTS, "low", "-inf", "high", 12));
    getAll.succeeds(fields("ledger", UNRANKED));
    getAll.refuses("no-ranking", fields("ledger", UNRANKED, "low", 1));
    getAll.refuses("unknown-book", with(request, "book", "backup"));
    createBackup();
    assertThat(getAll.succeeds(with(request, "book", "backup")).get("accounts")).hasSize(2);
    getAll.refuses("invalid-request", with(request, "cursor", "no cursor"));
    getAll.refuses("invalid-request", with(request, "limit", 1001));
    refuseReads(getAll, request);
    getAll.coverTheFile();
  }

  @Test
  void add() {
    OpenApiCalls add = new OpenApiCalls(FILE, "add");
    createLisa("100");
    Map<String, Object> request = fields("ledger", POINTS, "account", "Lisa", "amount", "-0.5");
    assertThat(add.succeeds(request).get("change").asText()).isEqualTo("-0.5");
    add.refuses("unknown-account", with(request, "account", "Nobody"));
    add.refuses("below-min", with(request, "amount", -500));
    add.refuses("above-max", with(request, "amount", 5000));
    add.refuses("supply-fixed", with(request, "ledger", TOKEN));
    refuseWrites(add, request);
    add.coverTheFile();
  }

  @Test
  void delete() {
    OpenApiCalls delete = new OpenApiCalls(FILE, "delete");
    createLisa("100");
    Map<String, Object> request = fields("ledger", POINTS, "account", "Lisa");
    assertThat(delete.succeeds(request).get("deleted").asBoolean()).isTrue();
    assertThat(delete.succeeds(request).get("entry").isNull()).isTrue();
    post("initialize", fields("ledger", TOKEN));
    delete.refuses("supply-fixed", fields("ledger", TOKEN, "account", "treasury"));
    refuseWrites(delete, request);
    delete.coverTheFile();
  }

  @Test
  void getCreateReason() {
    OpenApiCalls reason = new OpenApiCalls(FILE, "getCreateReason");
    post(
        "create",
        fields("ledger", POINTS, "account", "Lisa", "amount", 1, "reason", "trial offer"));
    Map<String, Object> request = fields("ledger", POINTS, "account", "Lisa");
    assertThat(reason.succeeds(request).get("reason").asText()).isEqualTo("trial offer");
    assertThat(reason.succeeds(with(request, "account", "Nobody")).get("utc").isNull()).isTrue();
    refuseReads(reason, request);
    reason.coverTheFile();
  }

  @Test
  void getDeleteReason() {
    OpenApiCalls reason = new OpenApiCalls(FILE, "getDeleteReason");
    createLisa("1");
    post("delete", fields("ledger", POINTS, "account", "Lisa"));
    Map<String, Object> request = fields("ledger", POINTS, "account", "Lisa");
    assertThat(reason.succeeds(request).get("utc").isTextual()).isTrue();
    assertThat(reason.succeeds(with(request, "account", "Nobody")).get("utc").isNull()).isTrue();
    refuseReads(reason, request);
    reason.coverTheFile();
  }

  @Test
  void getBalance() {
    OpenApiCalls balance = new OpenApiCalls(FILE, "getBalance");
    createLisa("0.07");
    Map<String, Object> request = fields("ledger", POINTS, "account", "Lisa");
    assertThat(balance.succeeds(request).get("balance").asText()).isEqualTo("0.07");
    balance.succeeds(with(request, "account", "Nobody"));
    balance.succeeds(with(request, "ledger", BLANK));
    String first = trimAndRemove();
    balance.refuses("not-archived", with(request, "at", first));
    damageWhatIsRemoved(first);
    balance.refuses("archive-damaged", with(request, "at", first));
    refuseReads(balance, request);
    balance.coverTheFile();
  }

  @Test
  void getRank() {
    OpenApiCalls rank = new OpenApiCalls(FILE, "getRank");
    createLisa("7");
    post("create", fields("ledger", POINTS, "account", "Bart", "amount", "9"));
    Map<String, Object> request = fields("ledger", POINTS, "account", "Lisa", "around", 500);
    assertThat(rank.succeeds(request).get("above")).hasSize(1);
    rank.succeeds(fields("ledger", POINTS, "account", "Bart"));
    rank.refuses("no-ranking", fields("ledger", UNRANKED, "account", "Lisa"));
    rank.refuses("unknown-account", with(request, "account", "Nobody"));
    rank.refuses("invalid-request", with(request, "around", 501));
    refuseReads(rank, request);
    rank.coverTheFile();
  }

  @Test
  void getTopHolders() {
    OpenApiCalls holders = new OpenApiCalls(FILE, "getTopHolders");
    assertThat(holders.succeeds(fields("ledger", BLANK)).get("holders")).isEmpty();
    createLisa("7");
    Map<String, Object> request = fields("ledger", POINTS, "limit", 1000);
    assertThat(holders.succeeds(request).get("holders")).hasSize(1);
    holders.refuses("no-ranking", fields("ledger", UNRANKED));
    holders.refuses("invalid-request", with(request, "limit", 0));
    refuseReads(holders, request);
    holders.coverTheFile();
  }

  @Test
  void groupAdd() {
    OpenApiCalls add = new OpenApiCalls(FILE, "groupAdd");
    Map<String, Object> request =
        fields("ledger", POINTS, "group", "team", "accounts", List.of("Lisa", "Bart"));
    assertThat(add.succeeds(request).get("added").asInt()).isEqualTo(2);
    assertThat(add.succeeds(request).get("entry").isNull()).isTrue();
    add.succeeds(with(request, "group", "other"));
    add.refuses("too-many-books", with(request, "group", "third"));
    post("deleteBook", fields("ledger", POINTS, "book", "other"));
    createBackup();
    add.refuses("not-a-group", with(request, "group", "backup"));
    add.refuses("not-initialized", with(request, "ledger", BLANK));
    add.refuses("invalid-request", with(request, "group", "no group"));
    add.refuses("invalid-request", with(request, "accounts", List.of()));
    refuseWrites(add, request);
    add.coverTheFile();
  }

  @Test
  void groupRemove() {
    OpenApiCalls remove = new OpenApiCalls(FILE, "groupRemove");
    Map<String, Object> request =
        fields("ledger", POINTS, "group", "team", "accounts", List.of("Lisa"));
    assertThat(remove.succeeds(request).get("entry").isNull()).isTrue();
    post("groupAdd", request);
    assertThat(remove.succeeds(request).get("removed").asInt()).isEqualTo(1);
    createBackup();
    remove.refuses("not-a-group", with(request, "group", "backup"));
    refuseWrites(remove, request);
    remove.coverTheFile();
  }

  @Test
  void getGroup() {
    OpenApiCalls group = new OpenApiCalls(FILE, "getGroup");
    post(
        "groupAdd", fields("ledger", POINTS, "group", "team", "accounts", List.of("Lisa", "Bart")));
    Map<String, Object> request = fields("ledger", POINTS, "group", "team");
    assertThat(group.succeeds(request).get("accounts")).hasSize(2);
    JsonNode page = group.succeeds(with(request, "limit", 1));
    group.succeeds(with(request, "cursor", page.get("cursor").asText()));
    assertThat(group.succeeds(with(request, "group", "none")).get("members").asInt()).isZero();
    group.refuses("invalid-request", with(request, "cursor", "no cursor"));
    createBackup();
    group.refuses("not-a-group", with(request, "group", "backup"));
    refuseReads(group, request);
    group.coverTheFile();
  }

  @Test
  void getBooks() {
    OpenApiCalls books = new OpenApiCalls(FILE, "getBooks");
    Map<String, Object> request = fields("ledger", POINTS);
    assertThat(books.succeeds(request).get("books")).isEmpty();
    post("groupAdd", fields("ledger", POINTS, "group", "team", "accounts", List.of("Lisa")));
    assertThat(books.succeeds(request).at("/books/0/book").asText()).isEqualTo("team");
    refuseReads(books, request);
    books.coverTheFile();
  }

  private static Object member(String group) {
    return item("groupAdd", fields("group", group, "accounts", List.of("Lisa")));
  }

  private static void createBackup() {
    post("wsum", fields("ledger", POINTS, "destination", "backup", "weights", Map.of(POINTS, 1)));
  }

  /** A job of another process that runs, as far as Redis knows. */
  private void leaveJob(String phase) {
    Map<String, String> job = new HashMap<>();
    for (String field :
        List.of("key", "fingerprint", "ended", "at", "count", "total", "done", "code")) {
      job.put(field, "");
    }
    job.put("job", "1");
    job.put("operation", "wsum");
    job.put("request", "{\"destination\":\"\",\"weights\":{}}");
    job.put("phase", phase);
    job.put("runner", "another");
    job.put("until", "99999999999999");
    job.put("begun", "1795296814250");
    job.put("entry", "-");
    redis.hash(String.class).hset("{" + POINTS + "}:job", job);
  }

  @Test
  void wsum() throws Exception {
    OpenApiCalls sum = new OpenApiCalls(FILE, "wsum");
    createLisa("12.5");
    post("groupAdd", fields("ledger", POINTS, "group", "team", "accounts", List.of("Bart")));
    Map<String, Object> request =
        fields("ledger", POINTS, "destination", "backup", "weights", Map.of(POINTS, "0.5"));
    assertThat(sum.succeeds(request).get("count").asInt()).isEqualTo(1);
    Map<String, Object> bonus = Map.of(POINTS, 1, "team", "20");
    JsonNode given =
        sum.succeeds(fields("ledger", POINTS, "destination", POINTS, "weights", bonus));
    assertThat(given.at("/weights/team").asText()).isEqualTo("20");
    sum.refuses(
        "not-initialized",
        fields("ledger", BLANK, "destination", "backup", "weights", Map.of(BLANK, 1)));
    post("initialize", fields("ledger", TOKEN));
    sum.refuses("unknown-book", with(request, "weights", Map.of("none", 1)));
    sum.refuses("not-a-snapshot", with(request, "destination", "team"));
    sum.refuses("too-many-books", with(request, "destination", "third"));
    sum.refuses(
        "supply-fixed", fields("ledger", TOKEN, "destination", TOKEN, "weights", Map.of(TOKEN, 1)));
    Map<String, Object> larger = with(request, "weights", Map.of("backup", "9".repeat(18)));
    for (int i = 0; i < 4; i++) {
      sum.succeeds(larger);
    }
    sum.refuses("above-max", larger);
    sum.refuses("invalid-request", with(request, "weights", Map.of()));
    sum.refuses("invalid-request", with(request, "weights", Map.of(POINTS, "0.0000000001")));
    leaveJob("read");
    sum.refuses("job-running", request);
    post("cancelJob", fields("ledger", POINTS));
    refuseCancelled(sum, request);
    refuseWrites(sum, request);
    sum.coverTheFile();
  }

  /** A job is cancelled while it reads, in one of some attempts. */
  private static void refuseCancelled(OpenApiCalls sum, Map<String, Object> request)
      throws InterruptedException {
    for (int first = 0; first < 3_000; first += 500) {
      List<Object> many = new ArrayList<>();
      for (int i = first; i < first + 500; i++) {
        many.add(item("create", fields("account", "account " + i, "amount", 1)));
      }
      post("batch", fields("ledger", POINTS, "operations", many));
    }
    AtomicBoolean isWanted = new AtomicBoolean(true);
    Thread canceller =
        new Thread(
            () -> {
              while (isWanted.get()) {
                // Most of the time there is no job.
                send("cancelJob", fields("ledger", POINTS));
              }
            });
    canceller.start();
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> sum.refuses("job-cancelled", request));
    } finally {
      isWanted.set(false);
      canceller.join();
    }
  }

  @Test
  void deleteBook() {
    OpenApiCalls delete = new OpenApiCalls(FILE, "deleteBook");
    Map<String, Object> request = fields("ledger", POINTS, "book", "backup");
    assertThat(delete.succeeds(request).get("deleted").asBoolean()).isFalse();
    createLisa("1");
    createBackup();
    assertThat(delete.succeeds(request).get("deleted").asBoolean()).isTrue();
    leaveJob("post");
    delete.refuses("job-running", request);
    redis.key().del("{" + POINTS + "}:job");
    createBackup();
    refuseWrites(delete, request);
    delete.coverTheFile();
  }

  @Test
  void getJob() {
    OpenApiCalls job = new OpenApiCalls(FILE, "getJob");
    Map<String, Object> request = fields("ledger", POINTS);
    assertThat(job.succeeds(request).get("job").isNull()).isTrue();
    createLisa("1");
    createBackup();
    JsonNode done = job.succeeds(request).get("job");
    assertThat(done.get("phase").asText()).isEqualTo("done");
    assertThat(done.get("count").asInt()).isEqualTo(1);
    refuseReads(job, request);
    job.coverTheFile();
  }

  @Test
  void cancelJob() {
    OpenApiCalls cancel = new OpenApiCalls(FILE, "cancelJob");
    Map<String, Object> request = fields("ledger", POINTS);
    cancel.refuses("no-job", request);
    leaveJob("read");
    assertThat(cancel.succeeds(request).at("/job/phase").asText()).isEqualTo("cancelled");
    leaveJob("post");
    cancel.refuses("job-posting", request);
    redis.key().del("{" + POINTS + "}:job");
    refuseReads(cancel, request);
    cancel.coverTheFile();
  }

  @Test
  void resumeJobs() {
    OpenApiCalls resume = new OpenApiCalls(FILE, "resumeJobs");
    Map<String, Object> request = fields("ledger", POINTS);
    assertThat(resume.succeeds(request).get("jobs")).isEmpty();
    refuseShape(resume, request);
    changeDefinition();
    assertThat(resume.succeeds(request).at("/jobs/0/code").asText())
        .isEqualTo("definition-changed");
    resume.coverTheFile();
  }

  @Test
  void transfer() {
    OpenApiCalls transfer = new OpenApiCalls(FILE, "transfer");
    Map<String, Object> request =
        fields("ledger", POINTS, "from", "Lisa", "to", "Bart", "amount", "1.5");
    createLisa("100");
    transfer.refuses("unknown-account", request);
    post("create", fields("ledger", POINTS, "account", "Bart", "amount", 900));
    transfer.succeeds(request);
    transfer.refuses("same-account", with(request, "to", "Lisa"));
    transfer.refuses("below-min", with(request, "amount", 111));
    transfer.refuses("above-max", with(request, "amount", 100));
    post("create", fields("ledger", POINTS, "account", "Gone", "amount", 0));
    post("delete", fields("ledger", POINTS, "account", "Gone"));
    transfer.refuses("account-deleted", with(request, "to", "Gone"));
    Map<String, Object> tokens =
        fields("ledger", TOKEN, "from", "treasury", "to", "Lisa", "amount", "0.000001");
    transfer.refuses("not-initialized", tokens);
    post("initialize", fields("ledger", TOKEN));
    transfer.succeeds(tokens);
    transfer.refuses("insufficient-balance", with(tokens, "amount", 1000));
    refuseWrites(transfer, request);
    transfer.coverTheFile();
  }

  @Test
  void burn() {
    OpenApiCalls burn = new OpenApiCalls(FILE, "burn");
    createLisa("100");
    Map<String, Object> request = fields("ledger", POINTS, "account", "Lisa", "amount", "1.5");
    burn.succeeds(request);
    burn.refuses("unknown-account", with(request, "account", "Nobody"));
    burn.refuses("below-min", with(request, "amount", 111));
    Map<String, Object> tokens = fields("ledger", TOKEN, "account", "treasury", "amount", 1);
    burn.refuses("not-initialized", tokens);
    post("initialize", fields("ledger", TOKEN));
    burn.succeeds(tokens);
    burn.refuses("insufficient-balance", with(tokens, "amount", 1000));
    post("initialize", fields("ledger", FIRM));
    burn.refuses("not-burnable", with(tokens, "ledger", FIRM));
    refuseWrites(burn, request);
    burn.coverTheFile();
  }

  @Test
  void batch() {
    OpenApiCalls batch = new OpenApiCalls(FILE, "batch");
    createLisa("100");
    post("initialize", fields("ledger", TOKEN));
    Object add = item("add", fields("account", "Lisa", "amount", 1));
    Object create = item("create", fields("account", "Bart", "amount", 1));
    Object transfer = item("transfer", fields("from", "Lisa", "to", "Bart", "amount", 1));
    Object burn = item("burn", fields("account", "Lisa", "amount", 1));
    Object delete = item("delete", fields("account", "Bart"));
    Object unknown =
        fields("function", "add", "input", fields("account", "X", "amount", 1), "sequence", "s");
    Object skipped =
        fields("function", "add", "input", fields("account", "Lisa", "amount", 1), "sequence", "s");
    Object tooFine = item("add", fields("account", "Lisa", "amount", "0.001"));
    Object elsewhere =
        item("burn", fields("ledger", TOKEN, "account", "treasury", "amount", "0.001"));
    Object nowhere = item("delete", fields("ledger", "nowhere", "account", "Bart"));
    JsonNode results =
        batch
            .succeeds(
                independent(
                    add, create, transfer, burn, delete, unknown, skipped, tooFine, elsewhere,
                    nowhere))
            .get("results");
    assertThat(StreamSupport.stream(results.spliterator(), false))
        .extracting(each -> each.get("status").asInt())
        .containsExactly(200, 200, 200, 200, 200, 404, 422, 400, 200, 404);
    assertThat(results.get(6).at("/problem/code").asText()).isEqualTo("skipped");

    batch.succeeds(atomic(POINTS, add, burn));
    Object toNobody = item("add", fields("account", "Nobody", "amount", 1));
    JsonNode third = batch.refuses("unknown-account", atomic(POINTS, add, burn, toNobody));
    assertThat(third.get("index").asInt()).isEqualTo(2);
    batch.refuses("account-deleted", atomic(POINTS, add, create));
    JsonNode problem = batch.refuses("invalid-request", atomic(POINTS, add, elsewhere));
    assertThat(problem.get("index").asInt()).isEqualTo(1);
    batch.refuses(
        "account-exists",
        atomic(POINTS, add, item("create", fields("account", "Lisa", "amount", 1))));
    batch.refuses(
        "below-min", atomic(POINTS, item("burn", fields("account", "Lisa", "amount", 500))));
    batch.refuses(
        "above-max", atomic(POINTS, item("add", fields("account", "Lisa", "amount", 5000))));
    batch.refuses(
        "same-account",
        atomic(POINTS, item("transfer", fields("from", "A", "to", "A", "amount", 1))));
    batch.refuses("supply-fixed", atomic(TOKEN, add));
    batch.refuses("not-initialized", atomic(BLANK, burn));
    batch.refuses("insufficient-balance", atomic(TOKEN, burn));
    post("initialize", fields("ledger", FIRM));
    batch.refuses("not-burnable", atomic(FIRM, burn));
    createBackup();
    batch.refuses("not-a-group", atomic(POINTS, member("backup")));
    batch.succeeds(atomic(POINTS, member("team")));
    batch.refuses("too-many-books", atomic(POINTS, member("other")));
    refuseWrites(batch, atomic(POINTS, add));
    batch.coverTheFile();
  }

  @Test
  void getInfo() {
    OpenApiCalls info = new OpenApiCalls(FILE, "getInfo");
    assertThat(info.succeeds(fields("ledger", POINTS)).get("min").asText()).isEqualTo("-10");
    refuseUninitialized(info);
    info.coverTheFile();
  }

  @Test
  void getTotalSupply() {
    OpenApiCalls supply = new OpenApiCalls(FILE, "getTotalSupply");
    refuseUninitialized(supply);
    supply.coverTheFile();
  }

  @Test
  void getCirculatingSupply() {
    OpenApiCalls supply = new OpenApiCalls(FILE, "getCirculatingSupply");
    refuseUninitialized(supply);
    supply.coverTheFile();
  }

  @Test
  void initialize() {
    OpenApiCalls initialize = new OpenApiCalls(FILE, "initialize");
    Map<String, Object> request = fields("ledger", TOKEN);
    initialize.refuses("expired", with(request, "notAfter", LONG_AGO));
    JsonNode first = initialize.succeeds(request);
    assertThat(initialize.succeeds(with(request, "notAfter", LONG_AGO))).isEqualTo(first);
    initialize.refuses("not-a-token", fields("ledger", POINTS));
    initialize.refuses("invalid-request", with(request, "reason", "a\n"));
    initialize.refuses("unknown-ledger", fields("ledger", "nowhere"));
    redis.hash(String.class).hset("{" + TOKEN + "}:info", "definition", "{}");
    initialize.refuses("definition-changed", request);
    redis.key().del("{" + TOKEN + "}:info");
    initialize.refuses("info-missing", request);
    initialize.coverTheFile();
  }

  @Test
  void reap() {
    OpenApiCalls reap = new OpenApiCalls(FILE, "reap");
    Map<String, Object> request = fields("ledger", POINTS);
    assertThat(reap.succeeds(request).get("entry").isNull()).isTrue();
    createLisa("1");
    // As if the minimum had been raised: nothing else takes a balance below it so far.
    redis.hash(String.class).hset("{" + POINTS + "}:balances", "Lisa", "-1100 0-1 1");
    redis.sortedSet(String.class).zadd("{" + POINTS + "}:ranking", -1100, "Lisa");
    JsonNode reaped = reap.succeeds(with(request, "reason", "expended"));
    assertThat(reaped.get("reaped").asInt()).isEqualTo(1);
    reap.refuses("supply-fixed", fields("ledger", TOKEN));
    leaveJob("post");
    reap.refuses("job-running", request);
    redis.key().del("{" + POINTS + "}:job");
    refuseWrites(reap, request);
    reap.coverTheFile();
  }

  @Test
  void backup() {
    OpenApiCalls backup = new OpenApiCalls(FILE, "backup");
    Map<String, Object> request = fields("ledger", POINTS);
    assertThat(backup.succeeds(request).get("archive").isNull()).isTrue();
    createLisa("12.5");
    JsonNode done = backup.succeeds(request);
    assertThat(done.get("entries").asInt()).isEqualTo(1);
    assertThat(done.get("checkpoint")).isEqualTo(done.get("entry"));
    assertThat(backup.succeeds(trim()).get("trimmed").asInt()).isZero();
    assertThat(backup.refuses("invalid-request", with(request, "trim", "yes")).isObject()).isTrue();
    damageArchive(done.get("archive").asText());
    assertThat(backup.refuses("archive-damaged", request).get("problem").asText())
        .isEqualTo("is no manifest");
    beginWithEmptyLedgers();
    createLisa("12.5");
    post("add", fields("ledger", POINTS, "account", "Lisa", "amount", 1));
    String last = backup.succeeds(request).get("entry").asText();
    redis.stream(String.class).xdel("{" + POINTS + "}:transactions", last);
    assertThat(backup.refuses("archive-diverged", request).get("entry").asText()).isEqualTo(last);
    refuseReads(backup, request);
    backup.coverTheFile();
  }

  @Test
  void getArchive() {
    OpenApiCalls archive = new OpenApiCalls(FILE, "getArchive");
    createLisa("12.5");
    String name = backUp();
    Map<String, Object> request = fields("ledger", POINTS, "archive", name);
    JsonNode found = archive.succeeds(request);
    assertThat(found.at("/checkpoints/0/supply").asText()).isEqualTo("12.5");
    archive.refuses("unknown-archive", with(request, "archive", "1-1"));
    refuseShape(archive, request);
    damageArchive(name);
    archive.refuses("archive-damaged", request);
    archive.coverTheFile();
  }

  @Test
  void restore() {
    OpenApiCalls restore = new OpenApiCalls(FILE, "restore");
    createLisa("12.5");
    String name = backUp();
    Map<String, Object> request = fields("ledger", POINTS, "archive", name);
    post("create", fields("ledger", POINTS, "account", "Homer", "amount", 1));
    restore.refuses("ledger-not-empty", request);
    beginWithEmptyLedgers();
    restore.refuses("unknown-archive", with(request, "archive", "1-1"));
    JsonNode late = restore.refuses("not-archived", with(request, "at", "2100-01-01T00:00:00Z"));
    assertThat(late.get("entry").asText()).isEqualTo(name);
    refuseShape(restore, request);
    assertThat(restore.succeeds(request).get("supply").asText()).isEqualTo("12.5");
    assertThat(restore.succeeds(request).get("accounts").asInt()).isEqualTo(1);
    restore.refuses(
        "definition-changed", fields("ledger", UNRANKED, "from", POINTS, "archive", name));
    damageArchive(name);
    restore.refuses("archive-damaged", request);
    restore.coverTheFile();
  }

  @Test
  void verifyArchive() {
    OpenApiCalls verify = new OpenApiCalls(FILE, "verifyArchive");
    createLisa("12.5");
    String name = backUp();
    Map<String, Object> request = fields("ledger", POINTS, "archive", name);
    assertThat(verify.succeeds(request).get("findingCount").asInt()).isZero();
    verify.refuses("unknown-archive", with(request, "archive", "1-1"));
    damageArchive(name);
    JsonNode found = verify.succeeds(request);
    assertThat(found.get("findingCount").asInt()).isEqualTo(1);
    assertThat(found.at("/findings/0/problem").asText()).isEqualTo("is no manifest");
    refuseShape(verify, request);
    verify.coverTheFile();
  }

  /** Archives the points ledger; returns the name of the archive. */
  private static String backUp() {
    return send("backup", fields("ledger", POINTS)).jsonPath().getString("archive");
  }

  /** Trims the journal of the points ledger, and removes of the archive what it has not. */
  private static String trimAndRemove() {
    String name = backUp();
    for (int i = 0; i < 4; i++) {
      post("add", fields("ledger", POINTS, "account", "Lisa", "amount", 1));
      JsonNode trimmed = new OpenApiCalls(FILE, "backup").succeeds(trim());
      assertThat(trimmed.get("trimmed").asInt()).isPositive();
    }
    return name;
  }

  private static void damageWhatIsRemoved(String name) {
    Path folder = Path.of("target", POINTS, name, "removed").toAbsolutePath();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        Files.writeString(each, "nothing");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> trim() {
    return fields("ledger", POINTS, "trim", true);
  }

  private static void damageArchive(String name) {
    Path manifest =
        Path.of("target", POINTS, name, "segments", "000000000001.json").toAbsolutePath();
    try {
      Files.writeString(manifest, "nothing");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void audit() {
    OpenApiCalls audit = new OpenApiCalls(FILE, "audit");
    createLisa("12.5");
    Map<String, Object> request = fields("ledger", POINTS, "full", true);
    JsonNode found = audit.succeeds(request);
    assertThat(found.get("differences")).isEmpty();
    assertThat(found.get("sum").asText()).isEqualTo("12.5");
    redis.hash(String.class).hset("{" + POINTS + "}:balances", "Lisa", "1251 0-1 1");
    assertThat(audit.succeeds(request).get("differences")).isNotEmpty();
    audit.refuses("invalid-request", with(request, "full", 1));
    refuseReads(audit, request);
    audit.coverTheFile();
  }

  @Test
  void getHistory() {
    OpenApiCalls history = new OpenApiCalls(FILE, "getHistory");
    post("initialize", fields("ledger", TOKEN, "reason", "go"));
    post("burn", fields("ledger", TOKEN, "account", "treasury", "amount", 1, "id", "b-1"));
    assertThat(history.succeeds(fields("ledger", TOKEN)).get("entries")).hasSize(2);
    Map<String, Object> request = fields("ledger", TOKEN, "account", "treasury", "limit", 1);
    JsonNode page = history.succeeds(request);
    assertThat(page.at("/entries/0/id").asText()).isEqualTo("b-1");
    history.succeeds(with(request, "cursor", page.get("cursor").asText()));
    history.succeeds(with(request, "account", "Nobody"));
    history.refuses("invalid-request", with(request, "cursor", "no cursor"));
    createLisa("1");
    String first = trimAndRemove();
    damageWhatIsRemoved(first);
    history.refuses("archive-damaged", fields("ledger", POINTS, "cursor", first));
    refuseReads(history, fields("ledger", POINTS, "account", "Lisa"));
    history.coverTheFile();
  }

  /** What every function refuses: a field that it does not know, and a ledger that there is not. */
  private static void refuseShape(OpenApiCalls calls, Map<String, Object> request) {
    JsonNode problem = calls.refuses("invalid-request", with(request, "colour", "green"));
    assertThat(problem.at("/violations/0/field").asText()).isEqualTo("colour");
    calls.refuses("unknown-ledger", with(request, "ledger", "nowhere"));
  }

  /** As every read. The request is for the points ledger, and the last one of its test. */
  private void refuseReads(OpenApiCalls calls, Map<String, Object> request) {
    refuseShape(calls, request);
    changeDefinition();
    calls.refuses("definition-changed", request);
  }

  /** As every write, with a request that succeeds. */
  private void refuseWrites(OpenApiCalls calls, Map<String, Object> request) {
    refuseShape(calls, request);
    calls.refuses("expired", with(request, "notAfter", LONG_AGO));
    JsonNode first = calls.succeeds(with(request, "id", "order-1"));
    assertThat(calls.succeeds(with(request, "id", "order-1"))).isEqualTo(first);
    if (request.containsKey("operations")) {
      Object other = item("delete", fields("account", "Nobody"));
      calls.refuses("id-reused", with(atomic(POINTS, other), "id", "order-1"));
    } else {
      calls.refuses("id-reused", with(with(request, "id", "order-1"), "reason", "another"));
    }
    changeDefinition();
    calls.refuses("definition-changed", request);
    redis.key().del("{" + POINTS + "}:info");
    calls.refuses("info-missing", request);
  }

  private void refuseUninitialized(OpenApiCalls calls) {
    calls.refuses("not-initialized", fields("ledger", BLANK));
    post("initialize", fields("ledger", TOKEN));
    calls.succeeds(fields("ledger", TOKEN));
    createLisa("3");
    calls.succeeds(fields("ledger", POINTS));
    refuseReads(calls, fields("ledger", POINTS));
  }

  private void changeDefinition() {
    redis.hash(String.class).hset("{" + POINTS + "}:info", "definition", "{}");
  }

  private static void createLisa(String amount) {
    post("create", fields("ledger", POINTS, "account", "Lisa", "amount", amount));
  }

  private static void post(String function, Map<String, Object> request) {
    assertThat(send(function, request).statusCode()).isEqualTo(200);
  }

  private static Response send(String function, Map<String, Object> request) {
    return given().contentType(ContentType.JSON).body(request).post("/" + function);
  }

  private static Map<String, Object> item(String function, Map<String, Object> input) {
    return fields("function", function, "input", input);
  }

  private static Map<String, Object> independent(Object... operations) {
    return fields("ledger", POINTS, "operations", List.of(operations));
  }

  private static Map<String, Object> atomic(String ledger, Object... operations) {
    return fields("ledger", ledger, "mode", "atomic", "operations", List.of(operations));
  }

  private static String zeros() {
    return "0".repeat(30);
  }

  private static void checkProblem(String code, Response response) {
    assertThat(OpenApiCalls.mediaType(response)).isEqualTo("application/problem+json");
    JsonNode problem = OpenApiCalls.json(response.asString());
    assertThat(FILE.check(FILE.root().at("/components/schemas/Problem"), problem)).isEmpty();
    assertThat(problem.get("code").asText()).isEqualTo(code);
    assertThat(problem.get("status").asInt()).isEqualTo(response.statusCode());
  }

  private static Set<String> registered() {
    return FunctionRecorder.registry.invokers().stream()
        .map(FunctionInvoker::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
