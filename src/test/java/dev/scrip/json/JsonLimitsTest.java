package dev.scrip.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrip.domain.Code;
import dev.scrip.domain.RefusedException;
import dev.scrip.json.StrictJsonTest.Request;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** The limits of JSON text, which hold for every request and message. */
class JsonLimitsTest {

  private final StrictJson json = new StrictJson();

  @Test
  void aStringHasAtMost4096Characters() {
    String longest = "\u00e4".repeat(4096);
    assertThat(bind("{\"account\":\"" + longest + "\"}").account()).isEqualTo(longest);
    checkRefused(
        "{\"account\":\"" + longest + "x\"}", "account must be at most 4096 characters long");
    checkRefused(
        "{\"account\":\"" + "\\u0041".repeat(4097) + "\"}",
        "account must be at most 4096 characters long");
    checkRefused(
        "{\"operations\":[{},{\"input\":{\"reason\":\"" + longest + "x\"}}]}",
        "operations[1].input.reason must be at most 4096 characters long");
  }

  /** The parser checks only strings that do not fit into a buffer, which it takes from others. */
  @Test
  void aLargeBufferOfTheParserMakesNoDifference() throws IOException {
    String text = "{\"account\":\"" + "x".repeat(32_000) + "\"}";
    for (int i = 0; i < 3; i++) {
      checkRefused(text, "account must be at most 4096 characters long");
      checkRefused(
          "{\"operations\":[{\"input\":" + text + "}]}",
          "operations[0].input.account must be at most 4096 characters long");
      new ObjectMapper().readTree(text);
    }
  }

  @Test
  void aNumberHasAtMost100Digits() {
    String longest = "1".repeat(100);
    assertThat(bind("{\"amount\":" + longest + "}").amount()).isEqualTo(longest);
    checkRefused("{\"amount\":" + longest + "1}", "amount must be at most 100 characters long");
    checkRefused(
        "{\"operations\":[{\"input\":{\"amount\":" + longest + "1}}]}",
        "operations[0].input.amount must be at most 100 characters long");
    checkRefused(
        "{\"accounts\":[1" + longest + "]}", "accounts[0] must be at most 100 characters long");
  }

  @Test
  void aNameHasAtMost256Characters() {
    String longest = "x".repeat(256);
    String problem = "must not have a name of more than 256 characters";
    checkRefused("{\"account\":\"a\",\"" + longest + "x\":1}", "body " + problem);
    checkRefused("{\"account\":1,\"" + "\\u0041".repeat(257) + "\":1}", "body " + problem);
    checkRefused(
        "{\"operations\":[{\"function\":\"add\",\"input\":{\"" + longest + "x\":1}}]}",
        "operations[0].input " + problem);
    assertThatThrownBy(() -> bind("{\"" + longest + "\":1}"))
        .hasMessageContaining("is not a field of this request");
  }

  @Test
  void nestingHasAtMost20Levels() {
    assertThat(bind(nested(17)).operations()).hasSize(1);
    checkRefused(
        nested(18),
        "operations[0].input" + "[0]".repeat(17) + " must be nested at most 20 levels deep");
  }

  @Test
  void aTextHasAtMost100000Tokens() {
    assertThat(bind(batchOf(99_990)).operations()).hasSize(1);
    checkRefused(batchOf(99_991), "body must have at most 100000 values and names of fields");
  }

  @Test
  void aTextHasAtMostAMebibyte() {
    String full = "{}" + " ".repeat((1 << 20) - 2);
    assertThat(bind(full)).isEqualTo(bind("{}"));
    assertThatThrownBy(() -> bind(full + " "))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().code()).isEqualTo(Code.REQUEST_TOO_LARGE));
  }

  /** Three levels around lists. */
  private static String nested(int levels) {
    return "{\"operations\":[{\"input\":" + "[".repeat(levels) + "]".repeat(levels) + "}]}";
  }

  /** A text with ten tokens around an input of numbers. */
  private static String batchOf(int numbers) {
    return "{\"operations\":[{\"input\":["
        + String.join(",", Collections.nCopies(numbers, "1"))
        + "]}]}";
  }

  private void checkRefused(String text, String problem) {
    assertThatThrownBy(() -> bind(text))
        .isInstanceOf(RefusedException.class)
        .hasMessage("invalid-request: " + problem + ".");
  }

  private Request bind(String text) {
    return json.bind(text, Request.class);
  }
}
