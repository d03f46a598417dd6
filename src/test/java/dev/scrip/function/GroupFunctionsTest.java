package dev.scrip.function;

import static dev.scrip.function.FunctionContract.ENTRY;
import static dev.scrip.function.FunctionContract.checkFields;
import static dev.scrip.function.FunctionContract.checkInvalid;
import static dev.scrip.function.FunctionContract.checkLedgerFields;
import static dev.scrip.function.FunctionContract.checkReadMethods;
import static dev.scrip.function.FunctionContract.checkWriteFields;
import static dev.scrip.function.FunctionContract.checkWriteMethods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The functions groupAdd, groupRemove, getGroup and getBooks over HTTP. */
@QuarkusTest
class GroupFunctionsTest {

  private static final String REQUIRED = "\"group\":\"g\",\"accounts\":[\"a\"]";

  private final LedgerClient points = new LedgerClient("points");
  private final String group = "team-" + System.nanoTime();

  @Test
  void membersComeAndGo() {
    JsonReply added = points.call("groupAdd", "group", group, "accounts", List.of("Susan", "Lisa"));
    checkFields(added, "group", "added", "members", "entry");
    assertThat(added.getString("group")).isEqualTo(group);
    assertThat(added.body().get("added").intValue()).isEqualTo(2);
    assertThat(added.getString("entry")).matches(ENTRY);
    JsonReply removed =
        points.call("groupRemove", "group", group, "accounts", List.of("Lisa", "Bart"));
    checkFields(removed, "group", "removed", "members", "entry");
    assertThat(removed.body().get("removed").intValue()).isEqualTo(1);
    assertThat(removed.body().get("members").intValue()).isEqualTo(1);
    JsonReply found = checkReadMethods(points, "getGroup", "group", group);
    checkFields(found, "group", "members", "accounts", "cursor");
    assertThat(found.body().get("members").intValue()).isEqualTo(1);
    assertThat(found.getList("accounts")).hasSize(1);
    points.call("groupRemove", "group", group, "accounts", List.of("Susan"));
  }

  @Test
  void pagesHaveCursors() {
    List<String> accounts = IntStream.range(0, 25).mapToObj(i -> "member " + i).toList();
    points.call("groupAdd", "group", group, "accounts", accounts);
    JsonReply first = points.call("getGroup", "group", group, "limit", 20);
    assertThat(first.getList("accounts")).hasSize(20);
    JsonReply last =
        points.call("getGroup", "group", group, "limit", 20, "cursor", first.getString("cursor"));
    assertThat(last.getList("accounts")).hasSize(5);
    assertThat(last.getString("cursor")).isNull();
    points.call("groupRemove", "group", group, "accounts", accounts);
  }

  @Test
  void booksAreListed() {
    points.call("groupAdd", "group", group, "accounts", List.of("Susan"));
    JsonReply books = checkReadMethods(points, "getBooks");
    checkFields(books, "books");
    assertThat(books.getList("books.book")).contains(group);
    assertThat(books.body().get("books").get(0).fieldNames())
        .toIterable()
        .containsExactly("book", "kind", "accounts", "entry");
    points.call("groupRemove", "group", group, "accounts", List.of("Susan"));
    assertThat(points.call("getBooks").getList("books.book")).doesNotContain(group);
  }

  @Test
  void theHistoryHasTheMembers() {
    points.call("groupAdd", "group", group, "accounts", List.of("Susan"), "reason", "paid");
    JsonReply history = points.call("getHistory", "operation", "groupAdd", "limit", 1);
    assertThat(history.body().at("/entries/0/members/0").fieldNames())
        .toIterable()
        .containsExactly("group", "account", "member");
    assertThat(history.body().at("/entries/0/members/0/group").asText()).isEqualTo(group);
    assertThat(history.body().at("/entries/0/postings")).isEmpty();
    points.call("groupRemove", "group", group, "accounts", List.of("Susan"));
    JsonReply others = points.call("getHistory", "operation", "create", "limit", 1);
    assertThat(others.body().at("/entries/0/members").isMissingNode()).isTrue();
  }

  @Test
  void refuseInvalidFields() {
    for (String function : List.of("groupAdd", "groupRemove")) {
      checkInvalid(function, "{\"accounts\":[\"a\"]}", "group", "must not be missing");
      checkInvalid(function, "{\"group\":\"g\"}", "accounts", "must not be missing");
      checkInvalid(function, "{\"group\":\"g\",\"accounts\":[]}", "accounts", "must be 1 to 1000");
      checkInvalid(
          function,
          "{\"group\":\"g\",\"accounts\":[\"a\",\"\"]}",
          "accounts[1]",
          "must be 1 to 128 characters long, without control characters");
      checkInvalid(
          function, "{\"group\":\"g\",\"accounts\":[null]}", "accounts[0]", "must not be missing");
      checkInvalid(
          function,
          "{\"group\":\"a b\",\"accounts\":[\"a\"]}",
          "group",
          "must be 1 to 64 letters, digits, hyphens, dots or underscores");
      checkInvalid(
          function,
          "{\"group\":\"points\",\"accounts\":[\"a\"]}",
          "group",
          "must be another name than that of the ledger");
      checkWriteFields(function, REQUIRED);
      checkWriteMethods(function);
    }
    checkInvalid("getGroup", "{}", "group", "must not be missing");
    checkInvalid("getGroup", "{\"group\":\"g\",\"limit\":1001}", "limit", "must be 1 to 1000");
    checkInvalid(
        "getGroup",
        "{\"group\":\"g\",\"cursor\":\"x\"}",
        "cursor",
        "must be the cursor of an earlier page");
    checkLedgerFields("getGroup", "\"group\":\"g\"");
  }

  @Test
  void sumsRefuseInvalidFields() {
    String weights = "\"weights\":{\"points\":1}";
    checkInvalid("wsum", "{" + weights + "}", "destination", "must not be missing");
    checkInvalid("wsum", "{\"destination\":\"copy\"}", "weights", "must not be missing");
    checkInvalid(
        "wsum", "{\"destination\":\"copy\",\"weights\":{}}", "weights", "must be 1 to 64 books");
    for (String weight : List.of("\"x\"", "\"1.0000000001\"", "\"1234567890123456789\"")) {
      checkInvalid(
          "wsum",
          "{\"destination\":\"copy\",\"weights\":{\"points\":" + weight + "}}",
          "weights.points",
          "must be a decimal number of at most 18 digits and 9 digits of a fraction");
    }
    checkWriteFields("wsum", "\"destination\":\"copy\"," + weights);
    checkWriteMethods("wsum");
    checkWriteFields("deleteBook", "\"book\":\"copy\"");
    checkInvalid(
        "deleteBook",
        "{\"book\":\"points\"}",
        "book",
        "must be another name than that of the ledger");
    checkInvalid(
        "get",
        "{\"account\":\"a\",\"book\":\"copy\",\"at\":\"1-1\"}",
        "at",
        "must not be set together with a book");
  }

  @Test
  void anAtomicBatchHasALimitOfAccounts() {
    String many =
        IntStream.range(0, 1000)
            .mapToObj(i -> "\"a" + i + "\"")
            .collect(java.util.stream.Collectors.joining(","));
    String item =
        "{\"function\":\"groupAdd\",\"input\":{\"group\":\"g\",\"accounts\":[" + many + "]}}";
    checkInvalid(
        "batch",
        "{\"mode\":\"atomic\",\"operations\":[" + item + "," + item + "]}",
        "operations",
        "must be less at once: two accounts of a group count as one of 500 operations");
  }
}
