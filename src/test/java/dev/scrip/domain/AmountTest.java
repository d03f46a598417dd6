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
    assertThat(Amount.parse("1.0", 0).problem()).isEqualTo("must be a whole number");
    assertThat(Amount.parse("1.55", 1).problem()).isEqualTo("must have at most 1 fraction digit");
    assertThat(Amount.parse("1.555", 2).problem()).isEqualTo("must have at most 2 fraction digits");
    assertThat(Amount.parse("1.550", 2).problem()).isEqualTo("must have at most 2 fraction digits");
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
