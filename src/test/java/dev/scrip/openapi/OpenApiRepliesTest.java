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

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
          .isEqualTo(!OpenApiCalls.isRead(function));
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
    refuseWrites(reap, request);
    reap.coverTheFile();
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
    given().contentType(ContentType.JSON).body(request).post("/" + function).then().statusCode(200);
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
