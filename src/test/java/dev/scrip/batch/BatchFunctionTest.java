package dev.scrip.batch;

import static dev.scrip.client.LedgerClient.fields;
import static dev.scrip.client.LedgerClient.item;
import static dev.scrip.function.FunctionContract.checkFields;
import static dev.scrip.function.FunctionContract.checkInvalid;
import static dev.scrip.function.FunctionContract.checkWriteMethods;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import dev.scrip.client.Problems;
import dev.scrip.domain.Code;
import dev.scrip.function.AcceptanceLedgers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The function batch over HTTP: operations applied each by itself, or all or none. */
@QuarkusTest
@TestProfile(AcceptanceLedgers.class)
class BatchFunctionTest {

  private final LedgerClient left = new LedgerClient(AcceptanceLedgers.LEFT);
  private final LedgerClient right = new LedgerClient(AcceptanceLedgers.RIGHT);
  private final String tag = "b" + System.nanoTime() + " ";
  private final String ann = tag + "ann";
  private final String bob = tag + "bob";

  @BeforeEach
  void open() {
    for (LedgerClient each : List.of(left, right)) {
      each.call("create", "account", ann, "amount", 100);
      each.call("create", "account", bob, "amount", 100);
    }
  }

  @Test
  void independentOperationsAreAppliedEachByItselfOnAnyLedger() {
    JsonReply reply =
        independent(
            item("add", "account", ann, "amount", 1),
            item("add", "ledger", right.name(), "account", ann, "amount", 2),
            item("add", "account", ann, "amount", -1000),
            item("create", "account", tag + "new", "amount", "5", "reason", "by batch"),
            item("transfer", "from", ann, "to", bob, "amount", 10),
            item("transfer", "ledger", right.name(), "from", bob, "to", ann, "amount", 10),
            item("burn", "account", bob, "amount", 1),
            item("delete", "account", tag + "nobody"),
            item("delete", "ledger", right.name(), "account", bob),
            item("add", "ledger", "nowhere", "account", ann, "amount", 1));
    assertThat(reply.getList("results.status"))
        .containsExactly(200, 200, 422, 200, 200, 200, 200, 200, 200, 404);
    assertThat(reply.getString("results[0].reply.balance")).isEqualTo("101");
    assertThat(reply.getString("results[0].reply.change")).isEqualTo("1");
    assertThat(reply.getString("results[0].problem")).isNull();
    assertThat(reply.getString("results[1].reply.balance")).isEqualTo("102");
    assertThat(reply.getString("results[2].problem.code")).isEqualTo("below-min");
    assertThat(reply.getString("results[2].problem.type")).isEqualTo("urn:scrip:below-min");
    assertThat(reply.getInt("results[2].problem.status")).isEqualTo(422);
    assertThat(reply.getString("results[2].problem.balance")).isEqualTo("101");
    assertThat(reply.getString("results[2].reply")).isNull();
    assertThat(reply.getString("results[3].reply.account")).isEqualTo(tag + "new");
    assertThat(reply.getString("results[4].reply.to.balance")).isEqualTo("110");
    assertThat(reply.getString("results[6].reply.balance")).isEqualTo("109");
    assertThat(reply.getBoolean("results[7].reply.deleted")).isFalse();
    assertThat(reply.getBoolean("results[8].reply.deleted")).isTrue();
    assertThat(reply.getString("results[9].problem.code")).isEqualTo("unknown-ledger");
    balances(left, 91, 109);
    assertThat(right.balance(ann)).isEqualTo("112");
    assertThat(left.call("getCreateReason", "account", tag + "new").getString("reason"))
        .isEqualTo("by batch");
    left.audited();
    right.audited();
  }

  @Test
  void repliesAResultForEachOperation() {
    JsonReply reply =
        left.call(
            "batch",
            "operations",
            List.of(
                item("add", "account", ann, "amount", 1),
                item("add", "account", tag + "nobody", "amount", 1)));
    checkFields(reply, "results");
    assertThat(reply.body().get("results").get(0).fieldNames())
        .toIterable()
        .containsExactly("status", "reply");
    assertThat(reply.body().get("results").get(1).fieldNames())
        .toIterable()
        .containsExactly("status", "problem");
    assertThat(reply.body().get("results").get(0).get("reply").fieldNames())
        .toIterable()
        .containsExactly("account", "balance", "change", "entry");
    assertThat(reply.body().get("results").get(1).get("problem").fieldNames())
        .toIterable()
        .containsExactly("type", "title", "status", "detail", "code", "account");
  }

  @Test
  void isCalledByPostOnly() {
    checkWriteMethods("batch");
  }

  @Test
  void aFieldInsideAListIsNamedByItsPath() {
    String operations =
        "{\"operations\":[{\"function\":\"add\",\"input\":{}},{\"function\":\"add\",\"inputs\":{}}]}";
    checkInvalid("batch", operations, "operations[1].inputs", "is not a field of this request");
    checkInvalid("batch", "{\"operations\":{}}", "operations", "must be a list");
    checkInvalid(
        "batch",
        "{\"operations\":[{\"input\":{}}]}",
        "operations[0].function",
        "must not be missing");
  }

  @Test
  void atMostTwentyViolationsAreReported() {
    String operations = "{\"operations\":[" + "{},".repeat(100) + "{}]}";
    JsonReply problem =
        LedgerClient.problem(Problems.post("batch", operations), Code.INVALID_REQUEST);
    assertThat(problem.getList("violations")).hasSize(20);
  }

  @Test
  void refusesInvalidFields() {
    String operation = "\"operations\":[{\"function\":\"reap\",\"input\":{}}]";
    checkInvalid("batch", "{}", "operations", "must not be missing");
    checkInvalid("batch", "{\"operations\":[]}", "operations", "must be 1 to 500");
    checkInvalid(
        "batch", "{" + operation + ",\"mode\":\"x\"}", "mode", "must be independent or atomic");
    checkInvalid("batch", "{" + operation + ",\"x\":1}", "x", "is not a field of this request");
    checkInvalid(
        "batch",
        "{" + operation + ",\"id\":\"a/b\"}",
        "id",
        "must be 1 to 128 printable characters without /");
  }

  @Test
  void everyOperationHasItsOwnProblem() {
    JsonReply reply =
        independent(
            item("add", "account", ann),
            item("add", "account", ann, "amount", "1.5"),
            item("add", "account", ann, "amount", 0),
            item("add", "account", 7, "amount", 1),
            item("add", "acount", ann, "amount", 1),
            item("get", "account", ann),
            item("batch", "operations", List.of()),
            item("nonsense"),
            item("transfer", "from", ann, "to", bob, "amount", -1),
            item("add", "account", ann, "amount", 1, "id", "a/b"),
            item("add", "account", ann, "amount", 1, "notAfter", "soon"),
            item("add", "account", ann, "amount", 1, "notAfter", "2001-01-01T00:00:00Z"),
            item("add", "account", ann, "amount", 1));
    List<Integer> statuses = reply.getList("results.status");
    assertThat(statuses.subList(0, 11)).containsOnly(400);
    assertThat(statuses.subList(11, 13)).containsExactly(422, 200);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      assertThat(reply.getString("results[" + i + "].problem.code")).isEqualTo("invalid-request");
      wrong.add(reply.getString("results[" + i + "].problem.violations[0].field"));
    }
    assertThat(wrong)
        .containsExactly(
            "amount",
            "amount",
            "amount",
            "account",
            "acount",
            "function",
            "function",
            "function",
            "amount",
            "id",
            "notAfter");
    assertThat(reply.getString("results[11].problem.code")).isEqualTo("expired");
    balances(left, 101, 100);
  }

  @Test
  void afterARefusalTheRestOfItsSequenceIsSkipped() {
    JsonReply reply =
        independent(
            sequenced("a", "add", "account", ann, "amount", 1),
            sequenced("b", "add", "account", bob, "amount", 1),
            sequenced("a", "add", "account", ann, "amount", -1000),
            sequenced("a", "add", "account", ann, "amount", 1),
            sequenced("b", "add", "account", bob, "amount", 1),
            item("add", "account", ann, "amount", 20),
            sequenced("a", "delete", "account", ann),
            // An invalid operation stops its sequence too.
            sequenced("c", "add", "account", ann, "amount", 300),
            sequenced("c", "add", "account", ann, "amount", "x"),
            sequenced("c", "add", "account", ann, "amount", 300));
    assertThat(reply.getList("results.status"))
        .containsExactly(200, 200, 422, 422, 200, 200, 422, 200, 400, 422);
    assertThat(reply.getList("results.problem.code"))
        .containsExactly(
            null,
            null,
            "below-min",
            "skipped",
            null,
            null,
            "skipped",
            null,
            "invalid-request",
            "skipped");
    balances(left, 421, 102);
  }

  @Test
  void aSequenceGoesOnAcrossLedgers() {
    JsonReply reply =
        independent(
            sequenced("a", "add", "account", ann, "amount", 1),
            sequenced("a", "add", "ledger", right.name(), "account", ann, "amount", 2),
            sequenced("a", "add", "account", ann, "amount", 4),
            sequenced("b", "add", "ledger", right.name(), "account", bob, "amount", -1000),
            sequenced("b", "add", "account", bob, "amount", 1),
            sequenced("b", "add", "ledger", right.name(), "account", bob, "amount", 1),
            sequenced("c", "burn", "account", bob, "amount", 8),
            sequenced("c", "burn", "ledger", right.name(), "account", bob, "amount", 1000),
            sequenced("c", "burn", "account", bob, "amount", 16));
    assertThat(reply.getList("results.status"))
        .containsExactly(200, 200, 200, 422, 422, 422, 200, 422, 422);
    assertThat(reply.getList("results.problem.code"))
        .containsExactly(
            null, null, null, "below-min", "skipped", "skipped", null, "below-min", "skipped");
    balances(left, 105, 92);
    balances(right, 102, 100);
  }

  @Test
  void operationsBeforeAnInvalidOneAreAppliedOnEveryLedger() {
    JsonReply reply =
        independent(
            sequenced("a", "add", "account", ann, "amount", 1),
            sequenced("a", "add", "ledger", right.name(), "account", ann, "amount", 2),
            sequenced("a", "add", "account", ann, "amount", 4),
            sequenced("a", "add", "account", ann, "amount", "x"),
            sequenced("a", "add", "ledger", right.name(), "account", ann, "amount", 8));
    assertThat(reply.getList("results.status")).containsExactly(200, 200, 200, 400, 422);
    assertThat(reply.getString("results[4].problem.code")).isEqualTo("skipped");
    balances(left, 105, 100);
    balances(right, 102, 100);
  }

  @Test
  void theSameBatchTwiceChangesNothing() {
    Object[] batch = {
      "operations",
      List.of(
          item("add", "account", ann, "amount", 1),
          item("add", "ledger", right.name(), "account", ann, "amount", 2),
          item("add", "account", bob, "amount", 4, "id", tag + "own")),
      "id",
      tag + "batch"
    };
    String first = left.call("batch", batch).prettify();
    left.call("add", "account", ann, "amount", 32);
    assertThat(left.call("batch", batch).prettify()).isEqualTo(first);
    balances(left, 133, 104);
    assertThat(right.balance(ann)).isEqualTo("102");
    assertThat(left.history(ann).get(1).get("id")).isEqualTo(tag + "batch/0");
    assertThat(right.history(ann).get(0).get("id")).isEqualTo(tag + "batch/1");
    assertThat(left.history(bob).get(0).get("id")).isEqualTo(tag + "own");
    // Its own id may come again from elsewhere.
    left.call("add", "account", bob, "amount", 4, "id", tag + "own");
    left.refused(Code.ID_REUSED, "add", "account", bob, "amount", 5, "id", tag + "own");
    balances(left, 133, 104);
    // Under one id, another operation at the same place is another request.
    JsonReply other =
        left.call(
            "batch",
            "operations",
            List.of(item("add", "account", ann, "amount", 3)),
            "id",
            tag + "batch");
    assertThat(other.getString("results[0].problem.code")).isEqualTo("id-reused");
    balances(left, 133, 104);
  }

  @Test
  void theSameBatchTwiceByItsKeyChangesNothing() {
    Map<String, Object> body =
        fields(
            "ledger",
            left.name(),
            "operations",
            List.of(
                item("add", "account", ann, "amount", 1),
                item("add", "account", "nobody", "amount", 1),
                item("transfer", "from", ann, "to", bob, "amount", 2)));
    String first = keyed(body).prettify();
    assertThat(keyed(body).prettify()).isEqualTo(first);
    balances(left, 99, 102);
    body.put("mode", "atomic");
    body.put("operations", List.of(item("add", "account", ann, "amount", 1)));
    first = keyed(body).prettify();
    assertThat(keyed(body).prettify()).isEqualTo(first);
    balances(left, 100, 102);
  }

  private JsonReply keyed(Map<String, Object> body) {
    return LedgerClient.reply(
        given()
            .contentType("application/json; charset=utf-8")
            .header("Idempotency-Key", tag + "key")
            .body(body)
            .post("/batch"));
  }

  @Test
  void refusedOperationsAreTriedAgainWithTheirBatch() {
    Object[] batch = {
      "operations",
      List.of(
          sequenced("a", "add", "account", ann, "amount", 1),
          sequenced("a", "add", "account", tag + "late", "amount", 1),
          sequenced("a", "add", "account", bob, "amount", 1)),
      "id",
      tag + "retry"
    };
    assertThat(left.call("batch", batch).getList("results.status")).containsExactly(200, 404, 422);
    left.call("create", "account", tag + "late", "amount", 0);
    assertThat(left.call("batch", batch).getList("results.status")).containsExactly(200, 200, 200);
    balances(left, 101, 101);
    assertThat(left.balance(tag + "late")).isEqualTo("1");
  }

  @Test
  void anAtomicBatchIsAppliedAsAWholeOrNotAtAll() {
    List<Map<String, Object>> operations =
        List.of(
            item("add", "account", ann, "amount", 50),
            item("create", "account", tag + "new", "amount", 0, "reason", "opened"),
            item("transfer", "from", ann, "to", tag + "new", "amount", 150),
            item("delete", "account", ann),
            item("burn", "account", tag + "new", "amount", 50));
    JsonReply reply = LedgerClient.reply(left.sendBatch("atomic", operations));
    assertThat(reply.getList("results.status")).containsOnly(200).hasSize(5);
    assertThat(reply.getString("results[2].reply.from.balance")).isEqualTo("0");
    assertThat(reply.getString("results[4].reply.balance")).isEqualTo("100");
    assertThat(left.balance(tag + "new")).isEqualTo("100");

    String before = left.all();
    int entries = left.history(null).size();
    List<Map<String, Object>> refused =
        List.of(
            item("add", "account", bob, "amount", 50),
            item("create", "account", tag + "newer", "amount", 0, "reason", "opened"),
            item("transfer", "from", bob, "to", tag + "newer", "amount", 151),
            item("add", "account", "nobody", "amount", 1));
    JsonReply problem = LedgerClient.problem(left.sendBatch("atomic", refused), Code.BELOW_MIN);
    assertThat(problem.getInt("index")).isEqualTo(2);
    assertThat(problem.getString("balance")).isEqualTo("150");
    assertThat(left.all()).isEqualTo(before);
    assertThat(left.history(null)).hasSize(entries);
    JsonReply reason = left.call("getCreateReason", "account", tag + "newer");
    assertThat(reason.getString("utc")).isNull();
    left.audited();
  }

  @Test
  void anAtomicBatchReportsTheIndexOfAnInvalidOperation() {
    Object[] add = {"account", ann, "amount", 1};
    checkAtomic(1, "amount", item("add", add), item("add", "account", ann, "amount", "1.5"));
    checkAtomic(1, "function", item("add", add), item("get", "account", ann));
    checkAtomic(1, "acount", item("add", add), item("add", "acount", ann, "amount", 1));
    checkAtomic(0, "ledger", item("add", "ledger", right.name(), "account", ann, "amount", 1));
    checkAtomic(0, "id", item("add", "account", ann, "amount", 1, "id", tag + "own"));
    checkAtomic(
        1,
        "notAfter",
        item("add", add),
        item("add", "account", ann, "amount", 1, "notAfter", "2999-01-01T00:00:00Z"));
    Object[] expired = {
      "mode", "atomic", "operations", List.of(item("add", add)), "notAfter", "2001-01-01T00:00:00Z"
    };
    left.refused(Code.EXPIRED, "batch", expired);
    balances(left, 100, 100);
  }

  @SafeVarargs
  private void checkAtomic(int index, String field, Map<String, Object>... operations) {
    List<Map<String, Object>> set = new ArrayList<>();
    for (Map<String, Object> operation : operations) {
      set.add(operation);
    }
    JsonReply problem = LedgerClient.problem(left.sendBatch("atomic", set), Code.INVALID_REQUEST);
    assertThat(problem.getList("violations.field")).as(problem.prettify()).containsExactly(field);
    assertThat(problem.getInt("index")).isEqualTo(index);
  }

  @Test
  void aBatchHasOneToFiveHundredOperations() {
    for (String mode : List.of("independent", "atomic")) {
      List<Map<String, Object>> operations = new ArrayList<>();
      left.invalid("operations", "batch", "mode", mode, "operations", operations);
      for (int i = 0; i < 500; i++) {
        operations.add(item("add", "account", ann, "amount", 1));
      }
      assertThat(LedgerClient.applied(left.sendBatch(mode, operations))).hasSize(500);
      operations.add(item("add", "account", ann, "amount", 1));
      left.invalid("operations", "batch", "mode", mode, "operations", operations);
    }
    balances(left, 1100, 100);
    left.audited();
  }

  @Test
  void aBatchIsReadAsStrictlyAsAnyRequest() {
    left.invalid("mode", "batch", "mode", "both", "operations", one());
    left.invalid("operations", "batch", "mode", "atomic");
    left.invalid("operations", "batch", "operations", "x");
    left.invalid("operation", "batch", "operations", one(), "operation", 1);
    Map<String, Object> odd = item("add", "account", ann, "amount", 1);
    odd.put("inputs", 1);
    left.invalid("operations[1].inputs", "batch", "operations", List.of(one().get(0), odd));
    left.invalid("operations[0].input", "batch", "operations", List.of(fields("function", "add")));
    left.invalid(
        "operations[0].sequence",
        "batch",
        "operations",
        List.of(fields("function", "add", "input", fields(), "sequence", "")));
    balances(left, 100, 100);
  }

  @Test
  void fieldsOfTheBatchAreDefaultsOfItsOperations() {
    left.call(
        "batch",
        "reason",
        "of all",
        "operations",
        List.of(
            item("add", "account", ann, "amount", 1),
            item("add", "account", bob, "amount", 1, "reason", "of its own")));
    assertThat(left.history(ann).get(0).get("reason")).isEqualTo("of all");
    assertThat(left.history(bob).get(0).get("reason")).isEqualTo("of its own");
    JsonReply late =
        left.call(
            "batch",
            "notAfter",
            "2001-01-01T00:00:00Z",
            "operations",
            List.of(
                item("add", "account", ann, "amount", 1),
                item("add", "account", ann, "amount", 2, "notAfter", "2999-01-01T00:00:00Z")));
    assertThat(late.getList("results.status")).containsExactly(422, 200);
    balances(left, 103, 101);
  }

  private List<Map<String, Object>> one() {
    return List.of(item("add", "account", ann, "amount", 1));
  }

  @SafeVarargs
  private JsonReply independent(Map<String, Object>... operations) {
    List<Map<String, Object>> batch = new ArrayList<>();
    for (Map<String, Object> operation : operations) {
      batch.add(operation);
    }
    return LedgerClient.reply(left.sendBatch("independent", batch));
  }

  private static Map<String, Object> sequenced(String sequence, String function, Object... input) {
    Map<String, Object> item = item(function, input);
    item.put("sequence", sequence);
    return item;
  }

  private void balances(LedgerClient ledger, int ofAnn, int ofBob) {
    assertThat(ledger.balance(ann)).isEqualTo(Integer.toString(ofAnn));
    assertThat(ledger.balance(bob)).isEqualTo(Integer.toString(ofBob));
  }
}
