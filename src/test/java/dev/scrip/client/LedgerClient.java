package dev.scrip.client;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.config.DisplayedNames;
import dev.scrip.domain.Code;
import io.restassured.filter.Filter;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client of one ledger over HTTP, with or without a bearer token. It is the one way in which
 * tests call functions over HTTP, except for requests that no HTTP library sends.
 */
public final class LedgerClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Filter REFUSALS = new DocumentedRefusals();
  private static final String JSON_TYPE = "application/json; charset=utf-8";

  private final String ledger;
  private final String token;

  /**
   * A client without a token.
   *
   * @param ledger the ledger's name, or null for the default ledger
   */
  public LedgerClient(String ledger) {
    this(ledger, null);
  }

  private LedgerClient(String ledger, String token) {
    this.ledger = ledger;
    this.token = token;
  }

  /** The same client with a bearer token, or without one if it is null. */
  public LedgerClient as(String bearer) {
    return new LedgerClient(ledger, bearer);
  }

  /** The ledger's name. */
  public String name() {
    return ledger;
  }

  /** The fields of an object: name, value, name, value and so on. */
  public static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  /** An operation of a batch. */
  public static Map<String, Object> item(String function, Object... input) {
    return fields("function", function, "input", fields(input));
  }

  /** Sends a request to a function, on this ledger unless the fields say otherwise. */
  public Response send(String function, Object... fields) {
    Map<String, Object> body = ledger == null ? fields() : fields("ledger", ledger);
    body.putAll(fields(fields));
    DisplayedNames.note(ledger, body);
    return request().contentType(JSON_TYPE).body(body).post("/" + function);
  }

  /**
   * Sends a body as it is, whether or not it is JSON.
   *
   * @param headers further headers: name, value, name, value and so on
   */
  public Response post(String function, String body, String... headers) {
    return request(headers).contentType(JSON_TYPE).body(body).post("/" + function);
  }

  /**
   * Sends a GET.
   *
   * @param pathAndQuery the path, and the query behind a question mark
   * @param headers further headers: name, value, name, value and so on
   */
  public Response get(String pathAndQuery, String... headers) {
    return request(headers).get(pathAndQuery);
  }

  /** Sends a GET to a function, on this ledger, with fields as its query. */
  public Response query(String function, Object... fields) {
    Map<String, Object> query = ledger == null ? fields() : fields("ledger", ledger);
    query.putAll(fields(fields));
    DisplayedNames.note(ledger, query);
    return request().queryParams(query).get("/" + function);
  }

  private RequestSpecification request(String... headers) {
    RequestSpecification request = given().filter(REFUSALS);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  /** The reply of a function that must succeed. */
  public JsonReply call(String function, Object... fields) {
    return reply(send(function, fields));
  }

  /** The problem with which a function refuses. */
  public JsonReply refused(Code code, String function, Object... fields) {
    return problem(send(function, fields), code);
  }

  /** Checks that a reply is this problem and returns its body. */
  public static JsonReply problem(Response reply, Code code) {
    Problems.problem(reply, code);
    return JsonReply.of(reply);
  }

  /** Checks that a function refuses a request because of one field. */
  public void invalid(String field, String function, Object... fields) {
    JsonReply problem = refused(Code.INVALID_REQUEST, function, fields);
    assertThat(problem.getList("violations.field")).as(problem.prettify()).containsExactly(field);
  }

  /** Sends a batch. */
  public Response sendBatch(String mode, List<?> operations) {
    return send("batch", "mode", mode, "operations", operations);
  }

  /** The body of a reply that must not be a problem. */
  public static JsonReply reply(Response reply) {
    assertThat(reply.statusCode()).as(reply.asString()).isEqualTo(200);
    assertThat(reply.contentType()).startsWith("application/json");
    return JsonReply.of(reply);
  }

  /** The body of a reply that must not be a problem, as a tree. */
  public static JsonNode json(Response reply) {
    assertThat(reply.statusCode()).isEqualTo(200);
    return JsonReply.of(reply).body();
  }

  /** The entries of the results of a batch of operations that all must be applied. */
  public static List<String> applied(Response batch) {
    List<String> entries = new ArrayList<>();
    for (JsonNode result : json(batch).get("results")) {
      assertThat(result.get("status").intValue()).as(result.toString()).isEqualTo(200);
      entries.add(result.get("reply").get("entry").textValue());
    }
    return entries;
  }

  /** The balance of an account that must exist. */
  public String balance(String account) {
    return call("get", "account", account).getString("balance");
  }

  /** All accounts with their balances, as getAll lists them, in pages of this size. */
  public List<Map<String, String>> accounts(int pageSize) {
    return pages("getAll", "accounts", pageSize);
  }

  /** All accounts as text, such as "ann=1 bob=2". */
  public String all() {
    return text(accounts(1000));
  }

  /** The highest holders as text, such as "1 bob=2, 2 ann=1". */
  public String top(int limit) {
    List<Map<String, Object>> holders = call("getTopHolders", "limit", limit).getList("holders");
    List<String> texts = new ArrayList<>();
    for (Map<String, Object> each : holders) {
      texts.add(each.get("rank") + " " + each.get("account") + "=" + each.get("balance"));
    }
    return String.join(", ", texts);
  }

  /** The journal entries of an account, or all with null, newest first. */
  public List<Map<String, Object>> history(String account) {
    return account == null
        ? pages("getHistory", "entries", 1000)
        : pages("getHistory", "entries", 1000, "account", account);
  }

  /** The names of the operations on an account, newest first. */
  public List<Object> operations(String account) {
    List<Object> words = new ArrayList<>();
    history(account).forEach(entry -> words.add(entry.get("operation")));
    return words;
  }

  /**
   * Checks that an audit finds no difference, and that the sum of the balances is the circulating
   * supply; returns that supply.
   */
  public BigDecimal audited() {
    JsonReply audit = call("audit", "full", true);
    assertThat(audit.getList("differences")).as(ledger).isEmpty();
    BigDecimal sum = BigDecimal.ZERO;
    List<Map<String, String>> accounts = accounts(1000);
    for (Map<String, String> each : accounts) {
      sum = sum.add(new BigDecimal(each.get("balance")));
    }
    BigDecimal circulating =
        new BigDecimal(call("getCirculatingSupply").getString("circulatingSupply"));
    assertThat(circulating).isEqualByComparingTo(sum);
    assertThat(new BigDecimal(audit.getString("sum"))).isEqualByComparingTo(sum);
    assertThat(new BigDecimal(audit.getString("circulatingSupply"))).isEqualByComparingTo(sum);
    assertThat(audit.getInt("accounts")).isEqualTo(accounts.size());
    assertThat(call("getInfo").getInt("accounts")).isEqualTo(accounts.size());
    return circulating;
  }

  private <T> List<T> pages(String function, String list, int pageSize, Object... fields) {
    List<T> all = new ArrayList<>();
    String cursor = null;
    do {
      Map<String, Object> request = fields(fields);
      request.put("limit", pageSize);
      if (cursor != null) {
        request.put("cursor", cursor);
      }
      JsonNode page = json(send(function, flat(request)));
      List<T> items = JSON.convertValue(page.get(list), new TypeReference<List<T>>() {});
      assertThat(items).hasSizeLessThanOrEqualTo(pageSize);
      all.addAll(items);
      cursor = page.get("cursor").textValue();
    } while (cursor != null);
    return all;
  }

  private static Object[] flat(Map<String, Object> fields) {
    List<Object> flat = new ArrayList<>();
    fields.forEach(
        (name, value) -> {
          flat.add(name);
          flat.add(value);
        });
    return flat.toArray();
  }

  private static String text(List<Map<String, String>> accounts) {
    List<String> texts = new ArrayList<>();
    accounts.forEach(each -> texts.add(each.get("account") + "=" + each.get("balance")));
    return String.join(" ", texts);
  }
}
