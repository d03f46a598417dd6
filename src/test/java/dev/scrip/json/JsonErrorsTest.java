package dev.scrip.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrip.domain.Refusal;
import dev.scrip.domain.RefusedException;
import dev.scrip.function.TransferFunction;
import dev.scrip.json.StrictJsonTest.Request;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The refusals of JSON that is malformed or does not bind. */
class JsonErrorsTest {

  private final StrictJson json = new StrictJson();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"acount\":\"ann\"} | acount is not a field of this request.",
        "{\"Account\":\"ann\"} | Account is not a field of this request.",
        "{\"key\":\"ann\"} | key is not a field of this request; use account.",
        "{\"userId\":\"ann\"} | userId is not a field of this request; use account.",
        "{\"value\":1} | value is not a field of this request; use amount.",
        "{\"fromUserId\":\"ann\"} | fromUserId is not a field of this request.",
        "{\"operations\":[{\"key\":1}]} | operations[0].key is not a field of this request.",
        "{\"account\":\"ann\",\"account\":\"bob\"} | account appears twice.",
        "{\"operations\":[{},{\"input\":{\"amount\":1,\"amount\":2}}]} | operations[1].input.amount"
            + " appears twice.",
        "{\"operations\":[{},{\"reason\":1}]} | operations[1].reason is not a field of this"
            + " request.",
        "{\"operations\":[{\"function\":7}]} | operations[0].function must be a string.",
        "{\"operations\":[7]} | operations[0] must be an object.",
        "{\"account\":7} | account must be a string.",
        "{\"account\":7.5} | account must be a string.",
        "{\"account\":true} | account must be a string.",
        "{\"account\":{}} | account must be a string.",
        "{\"account\":[\"ann\"]} | account must be a string.",
        "{\"amount\":true} | amount must be a decimal number, as a string or a number.",
        "{\"amount\":[1]} | amount must be a decimal number, as a string or a number.",
        "{\"amount\":{\"value\":1}} | amount must be a decimal number, as a string or a number.",
        "{\"limit\":1.0} | limit must be a whole number.",
        "{\"limit\":\"\"} | limit must be a whole number.",
        "{\"limit\":12345678901} | limit must be a whole number.",
        "{\"limit\":true} | limit must be a whole number.",
        "{\"sure\":\"true\"} | sure must be true or false.",
        "{\"sure\":1} | sure must be true or false.",
        "{\"plain\":\"1\"} | plain must be a whole number.",
        "{\"plain\":1.5} | plain must be a whole number.",
        "{\"accounts\":\"ann\"} | accounts must be a list.",
        "{\"accounts\":\"\"} | accounts must be a list.",
        "{\"accounts\":[\"ann\",7]} | accounts[1] must be a string.",
        "{\"weights\":[]} | weights must be an object.",
        "{\"weights\":{\"gold\":7}} | weights.gold must be a string.",
        "[] | body must be a JSON object.",
        "\"{}\" | body must be a JSON object.",
        "7 | body must be a JSON object.",
        "{} {} | body must end after the JSON object.",
        "{}] | body is not valid JSON (line 1, column 3).",
        "{\"account\": | body is not valid JSON (line 1, column 12).",
        "{'account':1} | body is not valid JSON (line 1, column 2).",
        "{\"amount\":NaN} | body is not valid JSON (line 1, column 14).",
        "{\"amount\":0x10} | body is not valid JSON (line 1, column 12).",
        "{\"amount\":+1} | body is not valid JSON (line 1, column 12).",
        "{\"amount\":01} | body is not valid JSON (line 1, column 12).",
        "{} // | body is not valid JSON (line 1, column 4).",
      })
  void anErrorNamesItsField(String text, String detail) {
    assertThat(refusal(text).detail()).isEqualTo(detail);
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(refusal("{\"accounts\":" + "[".repeat(100_000)).detail())
        .endsWith(" must be nested at most 20 levels deep.");
  }

  @Test
  void theFieldOfATransferIsSuggested() {
    for (String field : List.of("from", "to")) {
      String text = "{\"" + field + "UserId\":\"ann\"}";
      assertThatThrownBy(
              () ->
                  json.bind(text.getBytes(StandardCharsets.UTF_8), TransferFunction.Request.class))
          .hasMessageContaining(field + "UserId is not a field of this request; use " + field);
    }
  }

  @Test
  void theNameOfAFieldCannotForgeALineOfALog() {
    assertThat(refusal("{\"a\\n10:00 WARN\\u001b[2K\\u202e\\u2028\":1}").detail())
        .isEqualTo("a\\u000a10:00 WARN\\u001b[2K\\u202e\\u2028 is not a field of this request.");
    assertThat(refusal("{\"" + "\\u0001".repeat(256) + "\":1}").detail()).hasSizeLessThan(250);
  }

  @Test
  void aNumberOfAMillionDigitsIsRefused() {
    assertThat(refusal("{\"amount\":" + "1".repeat(1_000_000) + "}").detail())
        .isEqualTo("amount must be at most 100 characters long.");
    assertThat(refusal("{\"amount\":0." + "1".repeat(1_000_000) + "}").detail())
        .isEqualTo("amount must be at most 100 characters long.");
  }

  @Test
  void bytesOfNoTextAreRefused() {
    byte[] notUtf8 = {'{', '"', 'a', (byte) 0xff, '"', ':', '1', '}'};
    byte[] notUtf32 = {0, 0, 0, '{', (byte) 0xff, 0, 0, 1, 7};
    for (byte[] bytes :
        List.of(notUtf8, notUtf32, new byte[] {0}, new byte[] {(byte) 0xfe, (byte) 0xff})) {
      assertThatThrownBy(() -> json.bind(bytes, Request.class))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("body ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  void noOtherEncodingIsRead(String encoding) {
    for (String start : List.of("", "\ufeff")) {
      byte[] bytes = (start + "{\"account\":\"ann\"}").getBytes(Charset.forName(encoding));
      assertThatThrownBy(() -> json.bind(bytes, Request.class))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("invalid-request: body ");
    }
  }

  @Test
  void aByteOrderMarkIsRefused() {
    assertThat(refusal("\ufeff{\"account\":\"ann\"}").detail())
        .isEqualTo("body is not valid JSON (line 1, column 1).");
  }

  /** A parser that reads them would find accounts that no other text names. */
  @ParameterizedTest
  @ValueSource(strings = {"c081", "e08081", "eda080", "edb080", "f4908080", "80", "c3", "ff"})
  void malformedUtf8IsRefused(String hex) {
    byte[] malformed = HexFormat.of().parseHex(hex);
    byte[] bytes = "{\"account\":\"ann----\"}".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(malformed, 0, bytes, 15, malformed.length);
    assertThatThrownBy(() -> json.bind(bytes, Request.class))
        .isInstanceOf(RefusedException.class)
        .hasMessage("invalid-request: body must be UTF-8.");
  }

  private Request bind(String text) {
    return json.bind(text.getBytes(StandardCharsets.UTF_8), Request.class);
  }

  private Refusal refusal(String text) {
    try {
      throw new AssertionError("bound to " + bind(text));
    } catch (RefusedException e) {
      return e.refusal();
    }
  }
}
