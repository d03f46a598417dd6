package dev.scrip.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " 1",
        "1 ",
        "1\n",
        "\t1",
        "+1",
        "--1",
        "-",
        "-+1",
        ".5",
        "5.",
        "-.5",
        ".",
        "1.2.3",
        "1,5",
        "1_000",
        "1'000",
        "1e3",
        "1E3",
        "1e999999999",
        "1e-999999999",
        "0x10",
        "0b1",
        "010L",
        "1f",
        "1d",
        "NaN",
        "nan",
        "Infinity",
        "-Infinity",
        "inf",
        "null",
        "true",
        "\u0661\u0662",
        "\uff11",
        "\u22121",
        "1\u0000",
        "1\u00a0000",
        "\ud83d\ude00"
      })
  void takesNothingButPlainDecimalNumbers(String text) {
    Amount.Parsed parsed = Amount.parse(text, 2);
    assertThat(parsed.amount()).isEmpty();
    assertThat(parsed.problem()).startsWith("must be a plain decimal number");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "-0, 0, 0",
    "-0.00, 2, 0",
    "000, 0, 0",
    "007, 0, 7",
    "-007.50, 2, -7.5",
    "0.30, 2, 0.3",
    "100, 2, 100",
    "100.00, 2, 100",
    "100.10, 2, 100.1",
    "1000000000000000, 0, 1000000000000000",
    "9007199254740993, 0, 9007199254740993",
    "9223372036854775808, 0, 9223372036854775808",
    "-9223372036854775809, 0, -9223372036854775809",
    "0.000000000000000000000000000000000001, 36, 0.000000000000000000000000000000000001",
    "1.5, 36, 1.5"
  })
  void hasOneCanonicalText(String text, int decimals, String canonical) {
    Amount amount = Amount.parse(text, decimals).amount().orElseThrow();
    assertThat(amount).hasToString(canonical);
    assertThat(Amount.parse(canonical, decimals).amount()).contains(amount);
    assertThat(Amount.ofUnits(amount.units().toString(), decimals)).isEqualTo(amount);
  }

  @Test
  void countsInTheSmallestUnit() {
    assertThat(Amount.parse("1.5", 2).amount().orElseThrow().units()).isEqualTo(150);
    assertThat(Amount.parse("-0.01", 2).amount().orElseThrow().units()).isEqualTo(-1);
    assertThat(Amount.parse("1", 36).amount().orElseThrow().units())
        .isEqualTo(BigInteger.TEN.pow(36));
  }

  @Test
  void isNeverRounded() {
    assertThat(Amount.parse("1.5", 0).problem()).isEqualTo("must be a whole number");
    assertThat(Amount.parse("0.5", 0).problem()).isEqualTo("must be a whole number");
    assertThat(Amount.parse("1.55", 1).problem()).isEqualTo("must have at most 1 fraction digit");
    assertThat(Amount.parse("1.555", 2).problem()).isEqualTo("must have at most 2 fraction digits");
    assertThat(Amount.parse("1.5510", 2).problem())
        .isEqualTo("must have at most 2 fraction digits");
  }

  @ParameterizedTest
  @CsvSource({
    "5.0, 0, 5",
    "-5.000, 0, -5",
    "0.0, 0, 0",
    "-0.0, 0, 0",
    "1000.0, 0, 1000",
    "1.550, 2, 1.55",
    "100.10000, 1, 100.1"
  })
  void zerosAtTheEndOfAFractionAreNoDigits(String text, int decimals, String canonical) {
    assertThat(Amount.parse(text, decimals).amount().orElseThrow()).hasToString(canonical);
  }

  @Test
  void saysHowANumberWithAnExponentIsWritten() {
    assertThat(Amount.parse("1e3", 0).problem())
        .isEqualTo(
            "must be a plain decimal number such as 12 or -0.5, without sign +, spaces or exponent"
                + " (write 1000 instead of 1e3)");
  }

  @ParameterizedTest
  @CsvSource({
    "1e21, 1000000000000000000000",
    "1E+3, 1000",
    "-1.50e1, -15",
    "1.2345e2, 123.45",
    "5e-1, 0.5",
    "-12e-3, -0.012",
    "100e-2, 1",
    "0e999999999, 0",
    "-0.000e-99999999999999999999, 0",
    "1e0000000000000000000000000002, 100",
    "1e-000, 1"
  })
  void writesANumberWithoutExponent(String number, String plain) {
    assertThat(Amount.withoutExponent(number)).contains(plain);
  }

  @Test
  void writesANumberOfAtMost100DigitsWithoutExponent() {
    assertThat(Amount.withoutExponent("-1e99")).contains("-1" + "0".repeat(99));
    assertThat(Amount.withoutExponent("1e100")).isEmpty();
    assertThat(Amount.withoutExponent("1e-99")).contains("0." + "0".repeat(98) + "1");
    assertThat(Amount.withoutExponent("1e-100")).isEmpty();
    assertThat(Amount.withoutExponent("1" + "0".repeat(90) + "e-120"))
        .contains("0." + "0".repeat(29) + "1");
    for (String huge :
        new String[] {
          "1e999999999",
          "-1E+999999999",
          "1e-999999999",
          "1e2147483648",
          "1e99999999999999999999",
          "1".repeat(101) + "e1",
          "1e" + "1".repeat(1_000_000)
        }) {
      assertThat(Amount.withoutExponent(huge)).isEmpty();
    }
  }

  @Test
  void hasAtMost78Digits() {
    String most = "9".repeat(78);
    assertThat(Amount.parse(most, 0).amount().orElseThrow()).hasToString(most);
    assertThat(Amount.parse("-" + most, 0).amount().orElseThrow()).hasToString("-" + most);
    assertThat(Amount.parse("0".repeat(22) + most, 0).amount().orElseThrow()).hasToString(most);
    assertThat(Amount.parse("1" + "0".repeat(78), 0).problem())
        .isEqualTo("must have at most 78 digits, its 0 decimals included");
    String withDecimals = "9".repeat(42) + "." + "9".repeat(36);
    assertThat(Amount.parse(withDecimals, 36).amount().orElseThrow()).hasToString(withDecimals);
    assertThat(Amount.parse("9".repeat(43), 36).problem())
        .isEqualTo("must have at most 78 digits, its 36 decimals included");
  }

  @Test
  void readsAtMost100Characters() {
    assertThat(Amount.parse("0".repeat(99) + "1", 0).amount().orElseThrow()).hasToString("1");
    assertThat(Amount.parse("0".repeat(100) + "1", 0).problem())
        .isEqualTo("must be at most 100 characters long");
    assertThat(Amount.parse("9".repeat(10_000_000), 0).problem())
        .isEqualTo("must be at most 100 characters long");
  }

  @Test
  void addsAndSubtractsExactly() {
    Amount tenth = Amount.parse("0.1", 2).amount().orElseThrow();
    Amount fifth = Amount.parse("0.2", 2).amount().orElseThrow();
    assertThat(tenth.plus(fifth)).hasToString("0.3");
    assertThat(tenth.minus(fifth)).hasToString("-0.1");
    assertThat(tenth.negate()).hasToString("-0.1");
    assertThat(Amount.zero(2).negate()).hasToString("0");
    assertThat(tenth.signum()).isPositive();
    assertThat(tenth.compareTo(fifth)).isNegative();
    assertThat(fifth.compareTo(tenth)).isPositive();
    assertThat(Amount.zero(2).signum()).isZero();
  }

  @Test
  void keepsAmountsOfDifferentDecimalsApart() {
    Amount one = Amount.ofUnits("1", 0);
    Amount other = Amount.ofUnits("1", 2);
    assertThatThrownBy(() -> one.plus(other)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> one.minus(other)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> one.compareTo(other)).isInstanceOf(IllegalArgumentException.class);
  }
}
