package dev.scrip.http;

import static dev.scrip.client.Problems.invalid;
import static dev.scrip.client.Problems.post;
import static dev.scrip.client.Problems.problem;
import static dev.scrip.client.Problems.stillWorks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrip.domain.Code;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are no request: each is refused with its error, and the server goes on. */
@QuarkusTest
class BodyTest {

  private static final int MEBIBYTE = 1 << 20;

  @AfterEach
  void theNextRequestStillWorks() {
    stillWorks();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"account\": | body | is not valid JSON (line 1, column 12)",
        "{\"account\":\"ann\",} | body | is not valid JSON (line 1, column 18)",
        "{\"account\":\"ann\"} garbage | body | is not valid JSON (line 1, column 19)",
        "{\"account\":\"ann\"} {} | body | must end after the JSON object",
        "{\"amount\":NaN} | body | is not valid JSON (line 1, column 14)",
        "{\"amount\":0x10} | body | is not valid JSON (line 1, column 12)",
        "{\"amount\":--1} | body | is not valid JSON (line 1, column 12)",
        "[] | body | must be a JSON object",
        "\"ann\" | body | must be a JSON object",
        "` ` | body | must be a JSON object",
        "null | body | must not be missing",
        "{\"acount\":\"ann\"} | acount | is not a field of this request",
        "{\"ACCOUNT\":\"ann\"} | ACCOUNT | is not a field of this request",
        "{\"key\":\"ann\",\"amount\":1} | key | is not a field of this request; use account",
        "{\"account\":\"ann\",\"value\":1} | value | is not a field of this request; use amount",
        "{\"account\":\"ann\",\"account\":\"bob\"} | account | appears twice",
        "{\"account\":7} | account | must be a string",
        "{\"account\":{\"name\":\"ann\"}} | account | must be a string",
        "{\"amount\":true} | amount | must be a decimal number, as a string or a number",
        "{\"amount\":[1]} | amount | must be a decimal number, as a string or a number",
        "{\"amount\":1,\"account\":\"ann\",\"reason\":5} | reason | must be a string",
      })
  void isRefusedWithItsError(String body, String field, String message) {
    invalid(post("create", body), field, message);
  }

  @Test
  void anEmptyBodyIsAnEmptyObject() throws IOException {
    assertThat(RawHttp.send("POST /create", List.of(), new byte[0]))
        .contains("400 Bad", "account must not be missing");
    assertThat(RawHttp.send("POST /getInfo", List.of(), new byte[0]))
        .contains("200 OK", "\"kind\":\"points\"");
    byte[] noChunks = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(RawHttp.send("POST /getInfo", List.of("Transfer-Encoding: chunked"), noChunks))
        .contains("200 OK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "0x10",
        " 1",
        "1 ",
        "1,5",
        "--1",
        "+1",
        "1e3",
        "",
        ".5",
        "5.",
        "0.5",
        "\u0661",
        "1\\u0000"
      })
  void aMalformedAmountIsRefused(String amount) {
    JsonPath body =
        problem(
            post("create", "{\"account\":\"ann\",\"amount\":\"" + amount + "\"}"),
            Code.INVALID_REQUEST);
    assertThat(body.getList("violations.field")).containsExactly("amount");
  }

  @Test
  void aNumberWithAnExponentIsReadExactly() {
    String account = "exponent-" + System.nanoTime();
    String body = "{\"account\":\"" + account + "\",\"amount\":";
    assertThat(problem(post("create", body + "1e30}"), Code.ABOVE_MAX).getString("max"))
        .isEqualTo("10000000");
    assertThat(post("create", body + "1e6}").jsonPath().getString("balance")).isEqualTo("1000000");
    assertThat(post("add", body + "5.0}").jsonPath().getString("balance")).isEqualTo("1000005");
    assertThat(post("add", body + "\"-5.00\"}").jsonPath().getString("balance"))
        .isEqualTo("1000000");
    invalid(post("add", body + "5e-1}"), "amount", "must be a whole number");
    assertThat(
            post("getAll", "{\"low\":1e6,\"high\":\"1000000.0\"}")
                .jsonPath()
                .getList("accounts.balance", String.class))
        .isNotEmpty()
        .containsOnly("1000000");
    invalid(
        post("getAll", "{\"low\":\"(1e6\"}"),
        "low",
        "must be a plain decimal number such as 12 or -0.5, without sign +, spaces or exponent"
            + " (write 1000 instead of 1e3)");
  }

  @Test
  void aHugeAmountIsRefusedUnread() {
    for (String amount :
        List.of(
            "1e999999999",
            "-1E+999999999",
            "1e100",
            "1".repeat(80),
            "1".repeat(1_000_000),
            "0." + "1".repeat(1_000_000))) {
      JsonPath body =
          problem(
              post("create", "{\"account\":\"ann\",\"amount\":" + amount + "}"),
              Code.INVALID_REQUEST);
      assertThat(body.getList("violations.field")).containsExactly("amount");
      assertThat(body.prettify().length()).isLessThan(1000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\\u0000b", "a\\nb", "\\u007f", "\\u0085", "\\ud800", "a\\udfffb"})
  void aNameThatCannotBePrintedIsRefused(String name) {
    JsonPath body =
        problem(
            post("create", "{\"account\":\"" + name + "\",\"amount\":\"1\"}"),
            Code.INVALID_REQUEST);
    assertThat(body.getList("violations.field")).containsExactly("account");
  }

  @Test
  void aNameHasAtMost128Characters() {
    String tail = Long.toString(System.nanoTime(), 36);
    String longest = "\uD83D\uDE00".repeat(128 - tail.length()) + tail;
    assertThat(post("create", "{\"account\":\"" + longest + "\",\"amount\":\"1\"}").statusCode())
        .isEqualTo(200);
    problem(
        post("create", "{\"account\":\"" + longest + "x\",\"amount\":\"1\"}"),
        Code.INVALID_REQUEST);
  }

  @Test
  void anUnusualFieldNameIsReported() {
    problem(post("create", "{\"a\\ud800\":1}"), Code.INVALID_REQUEST);
    problem(post("create", "{\"a\\u0000\\\"</b>\":1}"), Code.INVALID_REQUEST);
    problem(post("create", "{\"" + "a".repeat(1000) + "\":1}"), Code.INVALID_REQUEST);
  }

  @Test
  void aListIsReadUpToItsLimit() {
    invalid(
        post("batch", "{\"operations\":[" + "{},".repeat(349_000) + "{}]}"),
        "operations",
        "must be 1 to 500");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void anotherEncodingThanUtf8IsRefused(String encoding) throws IOException {
    checkBodyRefused("{\"account\":\"ann\"}".getBytes(Charset.forName(encoding)));
  }

  @Test
  void malformedUtf8AndAByteOrderMarkAreRefused() throws IOException {
    checkBodyRefused("{\"account\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1));
    checkBodyRefused("\ufeff{\"account\":\"ann\"}".getBytes(StandardCharsets.UTF_8));
  }

  private static void checkBodyRefused(byte[] body) throws IOException {
    assertThat(RawHttp.send("POST /getBalance", List.of("Content-Length: " + body.length), body))
        .startsWith("HTTP/1.1 400")
        .contains("urn:scrip:invalid-request", "\"field\":\"body\"");
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    for (String body :
        List.of(
            "[".repeat(100_000),
            "{\"account\":" + "[".repeat(100_000),
            "{\"operations\":[{\"input\":" + "{\"a\":".repeat(100_000))) {
      // Rest-assured would indent it, a step further for each bracket.
      String reply =
          RawHttp.send(
              "POST /batch",
              List.of("Content-Length: " + body.length()),
              body.getBytes(StandardCharsets.US_ASCII));
      assertThat(reply)
          .startsWith("HTTP/1.1 400")
          .contains("urn:scrip:invalid-request")
          .hasSizeLessThan(1000);
    }
  }

  @Test
  void aBodyMayHaveAMebibyteAndNoMore() {
    String object = "{\"account\":\"nobody\",\"low\":1}";
    String full = object + " ".repeat(MEBIBYTE - object.length());
    invalid(post("get", full), "low", "is not a field of this request");
    problem(post("get", full + " "), Code.REQUEST_TOO_LARGE);
  }

  @Test
  void tooLargeABodyIsRefusedHoweverItIsSent() throws IOException {
    problem(
        post("create", "{\"account\":\"" + "x".repeat(10_000_000) + "\"}"), Code.REQUEST_TOO_LARGE);
    String chunk = "1312D00\r\n" + "x".repeat(20_000_000) + "\r\n0\r\n\r\n";
    String reply =
        RawHttp.send(
            "POST /create",
            List.of("Transfer-Encoding: chunked", "Content-Type: application/json"),
            chunk.getBytes(StandardCharsets.US_ASCII));
    assertThat(reply).startsWith("HTTP/1.1 413").contains("urn:scrip:request-too-large");
  }

  @Test
  void aBodyThatEndsEarlyDoesNoHarm() throws IOException {
    try (var socket = RawHttp.connect()) {
      socket
          .getOutputStream()
          .write(
              "POST /create HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{"
                  .getBytes(StandardCharsets.US_ASCII));
    }
  }
}
