package dev.scrip.function;

import static dev.scrip.function.FunctionContract.checkFields;
import static dev.scrip.function.FunctionContract.checkInvalid;
import static dev.scrip.function.FunctionContract.checkLedgerFields;
import static dev.scrip.function.FunctionContract.checkReadMethods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The function getHistory over HTTP. */
@QuarkusTest
class GetHistoryFunctionTest {

  private final LedgerClient points = new LedgerClient("points");
  private final String account = "getHistory-" + System.nanoTime();

  @Test
  void repliesTheEntriesOfAnAccountNewestFirst() {
    points.call("create", "account", account, "amount", 5, "reason", "opened");
    String entry =
        points.call("add", "account", account, "amount", -2, "id", account).getString("entry");
    JsonReply reply = checkReadMethods(points, "getHistory", "account", account);
    checkFields(reply, "entries", "cursor");
    assertThat(reply.body().get("cursor").isNull()).isTrue();
    assertThat(reply.getList("entries.operation")).containsExactly("add", "create");
    assertThat(reply.body().get("entries").get(0).fieldNames())
        .toIterable()
        .containsExactly("entry", "operation", "id", "at", "by", "reason", "data", "postings");
    assertThat(reply.getString("entries[0].entry")).isEqualTo(entry);
    assertThat(reply.getString("entries[0].id")).isEqualTo(account);
    assertThat(reply.getString("entries[0].at")).matches("[0-9-]{10}T[0-9:.]+Z");
    assertThat(reply.getString("entries[0].by")).isNull();
    assertThat(reply.getString("entries[1].reason")).isEqualTo("opened");
    assertThat(reply.body().get("entries").get(0).get("postings").get(0).fieldNames())
        .toIterable()
        .containsExactly("account", "amount", "balance");
    assertThat(reply.getString("entries[0].postings[0].account")).isEqualTo(account);
    assertThat(reply.getString("entries[0].postings[0].amount")).isEqualTo("-2");
    assertThat(reply.getString("entries[0].postings[0].balance")).isEqualTo("3");
  }

  @Test
  void repliesPages() {
    points.call("create", "account", account, "amount", 5);
    points.call("add", "account", account, "amount", 1);
    JsonReply first = points.call("getHistory", "account", account, "limit", 1);
    assertThat(first.getList("entries.operation")).containsExactly("add");
    String cursor = first.getString("cursor");
    JsonReply second =
        checkReadMethods(points, "getHistory", "account", account, "limit", 1, "cursor", cursor);
    assertThat(second.getList("entries.operation")).containsExactly("create");
  }

  @Test
  void repliesTheEntriesBetweenTwoTimes() {
    points.call("create", "account", account, "amount", 5);
    points.call("add", "account", account, "amount", 1);
    JsonReply all = points.call("getHistory", "account", account, "order", "oldest");
    assertThat(all.getList("entries.operation")).containsExactly("create", "add");
    String first = all.getString("entries[0].at");
    String last = all.getString("entries[1].at");
    JsonReply between =
        checkReadMethods(
            points,
            "getHistory",
            "account",
            account,
            "from",
            first,
            "to",
            last,
            "operation",
            "add");
    assertThat(between.getList("entries.operation")).containsExactly("add");
    String later = Instant.parse(last).plusNanos(1).toString();
    assertThat(points.call("getHistory", "account", account, "from", later).getList("entries"))
        .isEmpty();
    String earlier = Instant.parse(first).minusNanos(1).toString();
    assertThat(points.call("getHistory", "account", account, "to", earlier).getList("entries"))
        .isEmpty();
    assertThat(points.call("getHistory", "account", account, "from", first).getList("entries"))
        .hasSize(2);
    assertThat(
            points
                .call("getHistory", "from", "1900-01-01T00:00:00Z", "limit", 1)
                .getList("entries"))
        .hasSize(1);
    assertThat(points.call("getHistory", "to", "1900-01-01T00:00:00Z").getList("entries"))
        .isEmpty();
  }

  @Test
  void refusesOtherTimesOrdersAndOperations() {
    String instant = "must be an ISO 8601 instant such as 2030-01-31T12:00:00Z";
    checkInvalid("getHistory", "{\"from\":\"today\"}", "from", instant);
    checkInvalid("getHistory", "{\"to\":\"1-1\"}", "to", instant);
    checkInvalid("getHistory", "{\"order\":\"up\"}", "order", "must be newest or oldest");
    checkInvalid(
        "getHistory",
        "{\"operation\":\"get\"}",
        "operation",
        "must be add, burn, create, delete, deleteBook, groupAdd, groupRemove, initialize, reap, transfer or wsum");
  }

  @Test
  void repliesTheWholeJournalWithoutAnAccount() {
    String entry = points.call("create", "account", account, "amount", 5).getString("entry");
    JsonReply reply = LedgerClient.reply(new LedgerClient(null).get("/getHistory?limit=1"));
    assertThat(reply.getList("entries.entry")).containsExactly(entry);
  }

  @Test
  void anUnknownAccountHasNoEntries() {
    assertThat(points.call("getHistory", "account", account).getList("entries")).isEmpty();
  }

  @Test
  void refusesInvalidFields() {
    checkInvalid("getHistory", "{\"limit\":0}", "limit", "must be 1 to 1000");
    checkInvalid("getHistory", "{\"limit\":1001}", "limit", "must be 1 to 1000");
    checkInvalid("getHistory", "{\"limit\":1.5}", "limit", "must be a whole number");
    checkInvalid(
        "getHistory",
        "{\"account\":\"\"}",
        "account",
        "must be 1 to 128 characters long, without control characters");
    points.invalid("cursor", "getHistory", "cursor", "x");
    checkLedgerFields("getHistory", "");
  }
}
