package dev.scrip.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.client.JsonReply;
import dev.scrip.client.LedgerClient;
import dev.scrip.client.Problems;
import dev.scrip.domain.Code;
import io.restassured.response.Response;

/** Assertions that hold for many functions: their methods, the fields of replies and requests. */
public final class FunctionContract {

  /** A journal entry's id. */
  public static final String ENTRY = "[0-9]{13}-[0-9]+";

  private static final LedgerClient DEFAULT = new LedgerClient(null);

  private FunctionContract() {}

  /** Checks that a write is called by POST only. */
  public static void checkWriteMethods(String function) {
    Response reply = DEFAULT.get("/" + function + "?account=ann&amount=1");
    assertThat(LedgerClient.problem(reply, Code.METHOD_NOT_ALLOWED).getString("detail"))
        .isEqualTo("Call " + function + " by POST: it changes the ledger.");
    assertThat(reply.header("allow")).isEqualTo("POST");
  }

  /** Checks that a read replies the same to GET and POST, and returns the reply. */
  public static JsonReply checkReadMethods(LedgerClient ledger, String function, Object... fields) {
    String byPost = ledger.call(function, fields).prettify();
    JsonReply byGet = LedgerClient.reply(ledger.query(function, fields));
    assertThat(byGet.prettify()).isEqualTo(byPost);
    return byGet;
  }

  /** Checks that a reply has these fields and no other, in this order. */
  public static void checkFields(JsonReply reply, String... names) {
    assertThat(reply.body().fieldNames()).toIterable().containsExactly(names);
  }

  /** Checks that a function refuses the request of a body because of one field. */
  public static void checkInvalid(String function, String body, String field, String message) {
    Problems.invalid(Problems.post(function, body), field, message);
  }

  /** Checks the violations of the fields that every write has, beside its required ones. */
  public static void checkWriteFields(String function, String required) {
    String begin = required.isEmpty() ? "{" : "{" + required + ",";
    checkInvalid(
        function,
        begin + "\"id\":\"a/b\"}",
        "id",
        "must be 1 to 128 printable characters without /");
    checkInvalid(
        function,
        begin + "\"reason\":\"a\\n\"}",
        "reason",
        "must be at most 500 characters long, without control characters");
    checkInvalid(
        function,
        begin + "\"notAfter\":\"soon\"}",
        "notAfter",
        "must be an ISO 8601 instant such as 2030-01-31T12:00:00Z");
    checkLedgerFields(function, required);
  }

  /** Checks the violations of the ledger and of an unknown field. */
  public static void checkLedgerFields(String function, String required) {
    String begin = required.isEmpty() ? "{" : "{" + required + ",";
    checkInvalid(
        function, begin + "\"ledger\":\"No\"}", "ledger", "must be 1 to 32 of a-z and 0-9");
    checkInvalid(function, begin + "\"x\":1}", "x", "is not a field of this request");
    Problems.problem(
        Problems.post(function, begin + "\"ledger\":\"nowhere\"}"), Code.UNKNOWN_LEDGER);
  }
}
