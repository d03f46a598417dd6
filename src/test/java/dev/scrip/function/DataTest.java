package dev.scrip.function;

import static dev.scrip.client.LedgerClient.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.EventClient;
import dev.scrip.client.LedgerClient;
import dev.scrip.client.Problems;
import dev.scrip.domain.Code;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The data of writes: from the request to history and events. */
@QuarkusTest
class DataTest {

  private static final String PROBLEM =
      "must be a JSON object of at most 1024 bytes, without unpaired surrogates";

  private final LedgerClient points = new LedgerClient("points");
  private final String account = "data-" + System.nanoTime();

  /** The entries of the account as text, newest first. */
  private String history() {
    return points.query("getHistory", "account", account).asString();
  }

  private void write(String function, String more, String data) {
    String body = "{\"account\":\"%s\"%s,\"data\":%s}".formatted(account, more, data);
    assertThat(new LedgerClient(null).post(function, body).statusCode()).isEqualTo(200);
  }

  @Test
  void isKeptWordForWord() {
    write("create", ",\"amount\":1", "{}");
    write("add", ",\"amount\":1", " { \"b\" : 1.50 , \"a\" : [ 1e400 , -0.0 , null , true ] } ");
    write("add", ",\"amount\":1", "{\"t\":\" \\\"\\n\u00e4\\u00e4\ud83d\ude00 \",\"o\":{\"\":{}}}");
    write("burn", ",\"amount\":1", "null");
    assertThat(history())
        .contains("\"data\":{}")
        .contains("\"data\":{\"b\":1.50,\"a\":[1e400,-0.0,null,true]}")
        .contains("\"data\":{\"t\":\" \\\"\\n\u00e4\u00e4\ud83d\ude00 \",\"o\":{\"\":{}}}")
        .contains("\"data\":null");
  }

  @Test
  void isInTheEventsOfEachOperation() throws IOException {
    try (EventClient events = EventClient.follow("points", null)) {
      String entry =
          points
              .call("create", "account", account, "amount", 1, "data", Map.of("n", "1.50"))
              .getString("entry");
      EventClient.Event event = events.next();
      while (!entry.equals(event.entry())) {
        event = events.next();
      }
      assertThat(event.data().get("data")).hasToString("{\"n\":\"1.50\"}");
      assertThat(event.data().fieldNames())
          .toIterable()
          .containsExactly("operation", "entry", "account", "amount", "timestamp", "data");
    }
  }

  @Test
  void belongsToTheRequestOfAnId() {
    points.call("create", "account", account, "amount", 1);
    Map<String, Object> request =
        fields("account", account, "amount", 1, "id", account, "data", Map.of("n", 1));
    Object[] same = pairs(request);
    String entry = points.call("add", same).getString("entry");
    assertThat(points.call("add", same).getString("entry")).isEqualTo(entry);
    request.put("data", Map.of("n", 2));
    points.refused(Code.ID_REUSED, "add", pairs(request));
    request.remove("data");
    points.refused(Code.ID_REUSED, "add", pairs(request));
    assertThat(points.balance(account)).isEqualTo("2");
  }

  private static Object[] pairs(Map<String, Object> fields) {
    return fields.entrySet().stream()
        .flatMap(each -> List.of(each.getKey(), each.getValue()).stream())
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"independent", "atomic"})
  void isEachOperationsOwnInABatch(String mode) {
    points.call("create", "account", account, "amount", 1);
    String add =
        "{\"function\":\"add\",\"input\":{\"account\":\"" + account + "\",\"amount\":1%s}}";
    String body =
        "{\"mode\":\"%s\",\"operations\":[%s,%s]}"
            .formatted(mode, add.formatted(",\"data\":{\"n\":1.50}"), add.formatted(""));
    assertThat(LedgerClient.applied(points.post("batch", body))).hasSize(2);
    assertThat(history()).containsOnlyOnce("\"data\":{\"n\":1.50}");
    Problems.invalid(
        points.post("batch", "{\"operations\":[],\"data\":{}}"),
        "data",
        "is not a field of this request");
  }

  @Test
  void isOfFunctionsOfAWholeLedgerToo() {
    String body = "{\"ledger\":\"points\",\"data\":{\"n\":1}}";
    assertThat(points.post("reap", body).statusCode()).isEqualTo(200);
    assertThat(points.post("initialize", body.replace("points", "token")).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"{}\"", "[]", "true", "{\"t\":\"\\ud800\"}"})
  void refusesWhatIsNoObject(String data) {
    FunctionContract.checkInvalid(
        "add", "{\"account\":\"a\",\"amount\":1,\"data\":" + data + "}", "data", PROBLEM);
  }

  @Test
  void refusesANameThatIsNoUnicode() {
    // The parser refuses it in a name, wherever that is.
    assertThat(
            points
                .post("add", "{\"account\":\"a\",\"amount\":1,\"data\":{\"\\udc00\":1}}")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void refusesMoreThan1024Bytes() {
    points.call("create", "account", account, "amount", 1);
    // {"t":""} are eight bytes, an umlaut is two.
    String most = "\u00e4".repeat(508);
    write("add", ",\"amount\":1", " {  \"t\" : \"" + most + "\"}");
    assertThat(history()).contains(most);
    for (String more : List.of(most + "a", most + "\u00e4", "a".repeat(4000))) {
      FunctionContract.checkInvalid(
          "add",
          "{\"account\":\"%s\",\"amount\":1,\"data\":{\"t\":\"%s\"}}".formatted(account, more),
          "data",
          PROBLEM);
    }
    assertThat(points.balance(account)).isEqualTo("2");
  }

  @Test
  void refusesAFieldThatIsRepeated() {
    FunctionContract.checkInvalid(
        "add",
        "{\"account\":\"a\",\"amount\":1,\"data\":{\"n\":1,\"n\":2}}",
        "data.n",
        "appears twice");
  }
}
