package dev.scrip.access;

import static dev.scrip.access.Calls.batch;
import static dev.scrip.access.Calls.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.access.Call.Caller;
import dev.scrip.access.Calls.Reply;
import dev.scrip.access.Tokens.Signer;
import dev.scrip.function.Dispatcher;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every function, called by every kind of caller: directly, in an independent batch and in an
 * atomic one. The expected status follows from the table of {@link LedgerFunction} and from the
 * rules in {@link #status}. A refused call must leave Redis unchanged, byte by byte.
 */
abstract class AccessMatrix {

  /** The functions that a batch may contain. */
  private static final Set<String> OPERATIONS =
      Arrays.stream(LedgerFunction.values())
          .filter(LedgerFunction::isOperation)
          .map(LedgerFunction::word)
          .collect(Collectors.toSet());

  private static final String OWNER = "owner-" + System.nanoTime();
  private static final String PEER = "peer-" + System.nanoTime();
  private static final String ALLOCATED = "treasury";

  @Inject Redis redis;

  private final Signer signer;
  private final String admin;

  AccessMatrix(Signer signer) {
    this.signer = signer;
    this.admin = Tokens.good(signer, "the-admin", "admin");
  }

  /** A caller and the token that it sends. */
  private record Visitor(String name, String token, Caller caller) {}

  private enum Way {
    DIRECT,
    INDEPENDENT,
    ATOMIC
  }

  @BeforeEach
  void openAccounts() {
    for (String account : List.of(OWNER, PEER)) {
      Calls.post(admin, "create", fields("account", account, "amount", 1000));
    }
    assertThat(Calls.post(admin, "initialize", fields("ledger", SecuredLedgers.TOKEN)).status())
        .isEqualTo(200);
  }

  @Test
  void everyFunctionHasItsRow() {
    Set<String> functions = new TreeSet<>();
    for (FunctionInvoker function : FunctionRecorder.registry.invokers()) {
      functions.add(function.getName());
    }
    functions.add("events");
    assertThat(functions()).isEqualTo(functions);
  }

  @Test
  void batchesTakeTheOperationsOfThisTest() {
    Reply reply = Calls.post(admin, "batch", batch("atomic", "none", new JsonObject()));
    assertThat(reply.json().getString("detail"))
        .endsWith("must be one of " + String.join(", ", new TreeSet<>(OPERATIONS)) + ".");
  }

  @TestFactory
  List<DynamicTest> everyCallerMayCallWhatTheTableAllows() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String function : functions()) {
      tests.add(DynamicTest.dynamicTest(function, () -> judge(function)));
    }
    return tests;
  }

  private void judge(String function) {
    for (Visitor visitor : visitors()) {
      for (Way way : ways(function)) {
        judge(function, visitor, way, SecuredLedgers.POINTS, OWNER);
      }
    }
    Visitor allocated =
        new Visitor(
            "owner named like an allocation",
            Tokens.good(signer, ALLOCATED),
            Caller.accountOwner(ALLOCATED));
    for (Way way : ways(function)) {
      judge(function, allocated, way, SecuredLedgers.TOKEN, ALLOCATED);
    }
  }

  private static List<Way> ways(String function) {
    return function.equals("events") ? List.of(Way.DIRECT) : List.of(Way.values());
  }

  private List<Visitor> visitors() {
    List<Visitor> visitors = new ArrayList<>();
    visitors.add(new Visitor("unauthenticated", null, null));
    Tokens.bad(signer, OWNER)
        .forEach((name, token) -> visitors.add(new Visitor(name, token, null)));
    visitors.add(new Visitor("owner", Tokens.good(signer, OWNER), Caller.accountOwner(OWNER)));
    visitors.add(new Visitor("other owner", Tokens.good(signer, PEER), Caller.accountOwner(PEER)));
    // An account owner: these groups are no roles.
    visitors.add(
        new Visitor(
            "owner in other groups",
            Tokens.good(signer, OWNER, "staff", "Admin"),
            Caller.accountOwner(OWNER)));
    for (Role role : Role.values()) {
      visitors.add(
          new Visitor(
              role.word(), Tokens.good(signer, "the-" + role, role.word()), Caller.of("x", role)));
    }
    return visitors;
  }

  private void judge(String function, Visitor visitor, Way way, String ledger, String account) {
    String cell = function + " by " + visitor.name() + ", " + way + " in " + ledger;
    int expected = status(function, visitor.caller(), way, ledger, account);
    boolean mayChange = expected == 200 && row(function).effect() != LedgerFunction.Effect.READ;
    Map<String, String> before = dump();
    JsonObject input = input(function, ledger, account, expected == 200);
    Reply reply =
        switch (way) {
          case DIRECT ->
              function.equals("events")
                  ? Calls.events(visitor.token(), ledger)
                  : Calls.post(visitor.token(), function, input);
          case INDEPENDENT ->
              Calls.post(visitor.token(), "batch", batch("independent", function, input));
          case ATOMIC ->
              Calls.post(
                  visitor.token(), "batch", batch("atomic", function, input).put("ledger", ledger));
        };
    if (!mayChange) {
      assertThat(dump()).as(cell).isEqualTo(before);
    }
    if (way == Way.INDEPENDENT && !mayNotBatch(visitor.caller())) {
      assertThat(reply.status()).as("%s: %s", cell, reply.body()).isEqualTo(200);
      JsonObject result = reply.json().getJsonArray("results").getJsonObject(0);
      assertThat(result.getInteger("status")).as("%s: %s", cell, reply.body()).isEqualTo(expected);
      return;
    }
    assertThat(reply.status()).as("%s: %s", cell, reply.body()).isEqualTo(expected);
    checkHead(cell, reply);
    if (way == Way.ATOMIC && expected != 200 && !mayNotBatch(visitor.caller())) {
      assertThat(reply.json().getInteger("index")).as(cell).isZero();
    }
  }

  private static void checkHead(String cell, Reply reply) {
    assertThat(reply.header("x-content-type-options")).as(cell).isEqualTo("nosniff");
    assertThat(reply.header("cache-control")).as(cell).isEqualTo("no-store");
    if (reply.status() == 200) {
      return;
    }
    assertThat(reply.header("content-type")).as(cell).isEqualTo("application/problem+json");
    assertThat(reply.json().getInteger("status")).as(cell).isEqualTo(reply.status());
    assertThat(reply.header("www-authenticate"))
        .as(cell)
        .isEqualTo(reply.status() == 401 ? "Bearer" : "");
    if (reply.status() == 401) {
      assertThat(reply.code()).as(cell).isEqualTo("unauthenticated");
      // The reason why a token is not accepted is not returned.
      assertThat(reply.body()).as(cell).doesNotContain("xpired", "ssuer", "ignature", "udience");
    }
  }

  /** Whether a batch is refused as a whole, whatever is in it. */
  private static boolean mayNotBatch(Caller caller) {
    return caller == null
        || (!caller.isAccountOwner() && !LedgerFunction.BATCH.allows(caller.role()));
  }

  /** The status of an operation, be it the reply's own or that of a result in a batch. */
  private static int status(
      String function, Caller caller, Way way, String ledger, String account) {
    if (caller == null) {
      return 401;
    }
    if (way != Way.DIRECT) {
      if (mayNotBatch(caller)) {
        return 403;
      }
      if (!OPERATIONS.contains(function)) {
        return 400;
      }
    }
    if (!caller.isAccountOwner()) {
      return row(function).allows(caller.role()) ? 200 : 403;
    }
    if (row(function).ownerAccess() == LedgerFunction.OwnerAccess.NONE) {
      return 403;
    }
    if (function.equals("batch")) {
      // Judged by what is in it, which is done elsewhere: here each result has its own status.
      return 200;
    }
    // Events are always those of the caller's own account.
    String requested = function.equals("events") ? caller.account() : account;
    boolean allocated = ledger.equals(SecuredLedgers.TOKEN) && requested.equals(ALLOCATED);
    return requested.equals(caller.account()) && !allocated ? 200 : 403;
  }

  /** Input with which the function does something, unless it is refused. */
  private JsonObject input(String function, String ledger, String account, boolean allowed) {
    JsonObject input = fields("ledger", ledger);
    if (row(function) != LedgerFunction.EVENTS) {
      for (RecordComponent field : Dispatcher.requestType(row(function)).getRecordComponents()) {
        switch (field.getName()) {
          case "account", "from" -> input.put(field.getName(), account);
          case "to" -> input.put("to", PEER);
          case "amount" -> input.put("amount", 1);
          case "group" -> input.put("group", "team-" + System.nanoTime());
          case "destination" -> input.put("destination", "backup");
          case "weights" -> input.put("weights", fields(ledger, 1));
          case "accounts" -> input.put("accounts", List.of(account));
          default -> {}
        }
      }
    }
    switch (function) {
      case "create" -> input.put("account", "new-" + System.nanoTime());
      // One that is there where nobody may delete it; the others are still needed.
      case "delete" -> input.put("account", allowed ? "new-" + System.nanoTime() : account);
      case "cancelJob" -> {
        if (allowed) {
          leaveJob(ledger);
        }
      }
      case "getArchive", "verifyArchive" -> {
        if (allowed) {
          assertThat(Calls.post(admin, "backup", fields("ledger", ledger)).status()).isEqualTo(200);
        }
      }
      case "restore" -> {
        input.put("from", SecuredLedgers.POINTS).put("ledger", SecuredLedgers.RESTORED);
        if (allowed) {
          JsonObject points = fields("ledger", SecuredLedgers.POINTS);
          String first = Calls.post(admin, "backup", points).json().getString("archive");
          // To the same place each time, as only an empty ledger is restored.
          input.put("archive", first).put("at", first);
        }
      }
      case "deleteBook" -> input.put("book", "no-book-" + System.nanoTime());
      case "initialize" -> input.put("ledger", SecuredLedgers.TOKEN);
      // There they are times.
      case "getHistory" -> List.of("from", "to").forEach(input::remove);
      case "batch" -> {
        // The owner of another account gets a refusal in the results, and nothing is changed.
        JsonObject read = fields("ledger", ledger, "from", account, "to", account, "amount", 1);
        return batch("independent", "transfer", read);
      }
      default -> {}
    }
    return input;
  }

  /** A job of another process that has posted nothing, as far as Redis knows. */
  private void leaveJob(String ledger) {
    Request job = Request.cmd(Command.HSET).arg("{" + ledger + "}:job");
    Map.of("job", "1", "operation", "wsum", "phase", "read", "runner", "2", "until", "0")
        .forEach((field, value) -> job.arg(field).arg(value));
    job.arg("begun").arg("1").arg("entry").arg("-");
    job.arg("request").arg("{\"destination\":\"\",\"weights\":{}}");
    redis.send(job).toCompletionStage().toCompletableFuture().join();
  }

  private static Set<String> functions() {
    return Arrays.stream(LedgerFunction.values())
        .map(LedgerFunction::word)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static LedgerFunction row(String function) {
    return LedgerFunction.of(function).orElseThrow();
  }

  private Map<String, String> dump() {
    return new LinkedHashMap<>(RedisDump.of(redis, SecuredLedgers.POINTS, SecuredLedgers.TOKEN));
  }
}
