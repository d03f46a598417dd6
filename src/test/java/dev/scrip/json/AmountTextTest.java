package dev.scrip.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.scrip.domain.RefusedException;
import dev.scrip.json.StrictJsonTest.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts keep the text that was sent, as a string or as a number. */
class AmountTextTest {

  private final StrictJson json = new StrictJson();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0.10",
        "12345678901234567890123456789012345678901234567890.12345678901234567890",
        "5.0",
        "1.50"
      })
  void anAmountKeepsItsText(String amount) {
    assertThat(bind("{\"amount\":" + amount + "}").amount()).isEqualTo(amount);
    assertThat(bind("{\"amount\":\"" + amount + "\"}").amount()).isEqualTo(amount);
  }

  @ParameterizedTest
  @CsvSource({
    "1e21, 1000000000000000000000",
    "1.0E30, 1000000000000000000000000000000",
    "-1.5e-2, -0.015",
    "0e999999999, 0"
  })
  void aNumberWithAnExponentIsReadExactly(String number, String plain) {
    assertThat(bind("{\"amount\":" + number + "}").amount()).isEqualTo(plain);
    assertThat(inBatch(number)).isEqualTo(plain);
    assertThat(bind("{\"amount\":\"" + number + "\"}").amount()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1E+999999999", "1e-999999999", "1e100"})
  void aNumberOfMoreThanAHundredDigitsIsRefused(String number) {
    for (Executable bind :
        List.<Executable>of(() -> bind("{\"amount\":" + number + "}"), () -> inBatch(number))) {
      assertThatThrownBy(bind::execute)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(
              "amount must have at most 100 digits when it is written without exponent");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.50", "100000000000000000000000000000000000000.10", "\" 1\""})
  void anAmountKeepsItsTextInsideABatch(String amount) {
    assertThat(inBatch(amount)).isEqualTo(amount.replace("\"", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "[1]", "{}"})
  void otherTypesAreRefused(String value) {
    assertThatThrownBy(() -> bind("{\"amount\":" + value + "}"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("amount must be a decimal number, as a string or a number");
  }

  @Test
  void nullIsNoAmount() {
    assertThat(bind("{\"amount\":null}").amount()).isNull();
  }

  private String inBatch(String amount) {
    TokenBuffer input =
        bind("{\"operations\":[{\"input\":{\"amount\":" + amount + "}}]}")
            .operations()
            .get(0)
            .input();
    return json.bind(input, Request.class).amount();
  }

  private Request bind(String text) {
    return json.bind(text.getBytes(StandardCharsets.UTF_8), Request.class);
  }
}
